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

/** What one order comes down to; made once for each order that was read, since one look asks for it several times. */
interface Essence {
  readonly canonical: { readonly [field: string]: Canonical };
  readonly content: OrderContent;
  readonly summaryHash: string;
}

const known = new WeakMap<Order, Essence>();

function essenceOf(order: Order): Essence {
  const essence = known.get(order) ?? distil(order);
  known.set(order, essence);
  return essence;
}

function distil(order: Order): Essence {
  const canonical = (canonicalize(selectContent(order), stripQuery) ?? {}) as Essence['canonical'];
  const { delivery_assets: _, ...summary } = canonical;
  const linkless = hashCanonical(canonicalize(canonical, stripLink));
  return {
    canonical,
    content: { hashVersion: HASH_VERSION, hash: hashCanonical(canonical), linkless },
    summaryHash: hashCanonical(summary),
  };
}

/** The part of an order that decides about revisions, with link queries removed. */
export function canonicalOrder(order: Order, mapLink: (text: string) => string = stripQuery): Canonical {
  const { canonical } = essenceOf(order);
  return mapLink === stripQuery ? canonical : (canonicalize(canonical, mapLink) ?? {});
}

export function orderContent(order: Order): OrderContent {
  return essenceOf(order).content;
}

/** Hashes of an order as a list may show it: without assets, and with them. Compared with list items by sweeps. */
export interface ListHashes {
  readonly summary: string;
  readonly full: string;
  /** As `full`, without link paths. */
  readonly linkless: string;
}

export function listHashes(order: Order): ListHashes {
  const { content, summaryHash } = essenceOf(order);
  return { summary: summaryHash, full: content.hash, linkless: content.linkless };
}

/** The one hash that speaks for a list item: a list without assets says nothing about them, volatile links say nothing. */
export function listItemHash(item: Order, links: LinkBehaviour): string {
  if (Object.keys(normalizeGroups(item.delivery_assets)).length === 0) return essenceOf(item).summaryHash;
  const { hash, linkless } = orderContent(item);
  return links === 'volatile' ? linkless : hash;
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
  return Object.fromEntries(fields.map((field) => [field, object[field]]));
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
