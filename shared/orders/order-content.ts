import type { Order } from '../cubicasa/index.ts';
import { type Canonical, canonicalize, hashCanonical } from './canonical-json.ts';
import { normalizeGroups } from './flatten-assets.ts';
import { stripLink, stripQuery } from './link.ts';
import type { LinkBehaviour } from './link-behaviour.ts';

/** Raise it when the canonical form changes; stored hashes of another version are recomputed, never compared. */
export const HASH_VERSION = 1;

/** What makes a revision of an order, by hash. Delivered but not hashed: `created_by`, offers, surcharges, unknown fields. */
export interface OrderContent {
  readonly hashVersion: number;
  /** With link paths, without link queries. */
  readonly hash: string;
  /** Without link paths, for accounts whose paths change on every read. */
  readonly linkless: string;
}

const INFO_FIELDS = [
  'status',
  'location',
  'order_type',
  'first_delivered_at',
  'created_at',
  'is_scan_order',
  'total_scanned_area',
  'go2scan',
  'external_id',
  'add_info',
  'style_template',
] as const;
const PRODUCT_FIELDS = ['package_type', 'add_ons'] as const;
const ADDRESS_FIELDS = [
  'full_address',
  'street',
  'number',
  'suite',
  'city',
  'state',
  'postalCode',
  'country',
  'latitude',
  'longitude',
] as const;

type CanonicalFields = { readonly [field: string]: Canonical };

/** Made where it is asked for, and once for each order that was read, since one look asks for it several times. */
function oncePerOrder<T>(make: (order: Order) => T): (order: Order) => T {
  const known = new WeakMap<Order, T>();
  return (order) => {
    const made = known.get(order) ?? make(order);
    known.set(order, made);
    return made;
  };
}

const canonicalFields = oncePerOrder(
  (order) => (canonicalize(selectContent(order), stripQuery) ?? {}) as CanonicalFields,
);
const fullHash = oncePerOrder((order) => hashCanonical(canonicalFields(order)));
const linklessHash = oncePerOrder((order) => hashCanonical(canonicalize(canonicalFields(order), stripLink)));
const summaryHash = oncePerOrder((order) => {
  const { delivery_assets: _, ...summary } = canonicalFields(order);
  return hashCanonical(summary);
});

/** The part of an order that decides about revisions, with link queries removed. */
export function canonicalOrder(order: Order, mapLink: (text: string) => string = stripQuery): Canonical {
  const canonical = canonicalFields(order);
  return mapLink === stripQuery ? canonical : (canonicalize(canonical, mapLink) ?? {});
}

export function orderContent(order: Order): OrderContent {
  return { hashVersion: HASH_VERSION, hash: fullHash(order), linkless: linklessHash(order) };
}

/** Hashes of an order as a list may show it: without assets, and with them. Compared with list items by sweeps. */
export interface ListHashes {
  readonly summary: string;
  readonly full: string;
  /** As `full`, without link paths. */
  readonly linkless: string;
}

export function listHashes(order: Order): ListHashes {
  return { summary: summaryHash(order), full: fullHash(order), linkless: linklessHash(order) };
}

/** The one hash that speaks for a list item: a list without assets says nothing about them, volatile links say nothing. */
export function listItemHash(item: Order, links: LinkBehaviour): string {
  if (Object.keys(normalizeGroups(item.delivery_assets)).length === 0) return summaryHash(item);
  return links === 'volatile' ? linklessHash(item) : fullHash(item);
}

function selectContent(order: Order): Record<string, unknown> {
  const info = asObject(order.info);
  return {
    id: order.id,
    info: { ...pick(info, INFO_FIELDS), product: pick(asObject(info.product), PRODUCT_FIELDS) },
    address: pick(asObject(order.address), ADDRESS_FIELDS),
    delivery_assets: normalizeGroups(order.delivery_assets),
  };
}

function pick(object: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const field of fields) picked[field] = object[field];
  return picked;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
