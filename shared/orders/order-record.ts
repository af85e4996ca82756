import { indexes, keys } from '../ledger/keys.ts';
import type { IndexEntry, StoredItem, Table } from '../ledger/table.ts';
import type { ListHashes, OrderContent } from './order-content.ts';
import type { Place } from './place.ts';
import type { RevisionKind } from './revision-kind.ts';

/** A revision that is named but not yet with all its destinations. */
export interface PendingRevision {
  readonly sequence: string;
  readonly hash: string;
  readonly kind: RevisionKind;
  /** Key of the event's content in the revisions bucket. */
  readonly contentKey: string;
  readonly claimedAt: string;
  /** Names, frozen at the claim. */
  readonly destinations: readonly string[];
}

/** A delivery whose queue could not be reached when its revision was sent; later ones of that destination wait behind it. */
export interface UnsentDelivery {
  readonly destination: string;
  readonly sequence: string;
  readonly contentKey: string;
}

/** A revision that a sweep found; whether it counts as a repair shows once ten minutes passed without a webhook. */
interface SuspectedRepair {
  readonly sequence: string;
  readonly at: string;
}

/** A revision that waits for a person: a storm of equal changes, or too many removals. */
export interface HeldRevision {
  readonly reason: 'storm' | 'removals';
  readonly hash: string;
  readonly path: string;
  readonly since: string;
}

/** What the ledger knows of one order: shape 1. */
export interface OrderRecord {
  readonly v: 1;
  readonly account: string;
  readonly orderId: string;
  readonly externalId: string | null;
  /** Address in `created_by` when it was last counted as activity. */
  readonly createdBy: string | null;
  readonly status: string | null;
  /** Of a draft, to find the order it may have become; null for others. */
  readonly place: Place | null;
  /** First seen in a baseline: nothing was sent for it, and its content is not known yet. */
  readonly baseline: boolean;
  /** Its content became known without a revision and may differ from what the baseline listed. */
  readonly tentative: boolean;
  /** Sequence and hash of the last revision that was claimed. */
  readonly sequence: string | null;
  readonly hash: string | null;
  readonly contentKey: string | null;
  readonly content: OrderContent | null;
  /** Validators by asset place as of the last revision; null where they were not read. */
  readonly validators: Readonly<Record<string, string>> | null;
  /** Hashes of earlier revisions of the last hour: an order that goes back to one is read twice. */
  readonly recent: readonly { readonly hash: string; readonly at: string }[];
  readonly lists: ListHashes | null;
  /** A list item's hash that a sweep saw and that differs from `lists`, once it was looked into. */
  readonly listed: string | null;
  readonly pending: PendingRevision | null;
  readonly unsent: readonly UnsentDelivery[];
  readonly repair: SuspectedRepair | null;
  readonly held: HeldRevision | null;
  /** A hash that waits for a second read to agree. */
  readonly unconfirmed: { readonly hash: string; readonly since: string } | null;
  readonly webhookAt: string | null;
  readonly readAt: string | null;
  readonly deliveredAt: string | null;
  readonly changedAt: string;
  readonly removed: boolean;
}

export interface KeptOrder {
  readonly record: OrderRecord;
  /** Expectation of the next write; `'absent'` for an order nobody met yet. */
  readonly rev: number | 'absent';
}

const OPEN_STATUSES = new Set(['New', 'Draft', 'Pending', 'Fixing']);

export function isOpenStatus(status: string | null): boolean {
  return status !== null && OPEN_STATUSES.has(status);
}

export function newOrderRecord(account: string, orderId: string, now: string): OrderRecord {
  return {
    v: 1,
    account,
    orderId,
    externalId: null,
    createdBy: null,
    status: null,
    place: null,
    baseline: false,
    tentative: false,
    sequence: null,
    hash: null,
    contentKey: null,
    content: null,
    validators: null,
    recent: [],
    lists: null,
    listed: null,
    pending: null,
    unsent: [],
    repair: null,
    held: null,
    unconfirmed: null,
    webhookAt: null,
    readAt: null,
    deliveredAt: null,
    changedAt: now,
    removed: false,
  };
}

/** Parses a ledger item. @throws TypeError for a version this code does not know. */
export function parseOrderRecord(item: StoredItem): OrderRecord {
  const record = item.data as OrderRecord;
  if (record.v !== 1)
    throw new TypeError(`ledger order ${item.pk} has version ${JSON.stringify(record.v)}, known is 1`);
  return record;
}

/** @throws StaleItemError when another worker was first. */
export async function saveOrder(table: Table, record: OrderRecord, rev: KeptOrder['rev']): Promise<KeptOrder> {
  const key = keys.order(record.account, record.orderId);
  const stored = await table.put({ ...key, data: record, index: indexOf(record) }, rev);
  return { record, rev: stored.rev };
}

/** ISO instant; a revision of a delivered order is a delivery of its own. Null for an order that never was delivered. */
export function lastDeliveredAt({ deliveredAt, changedAt, sequence }: OrderRecord): string | null {
  return deliveredAt !== null && sequence !== null && changedAt > deliveredAt ? changedAt : deliveredAt;
}

/** Open orders are watched for vanishing, delivered ones are re-read for two weeks; removed ones by nobody. */
function indexOf(record: OrderRecord): IndexEntry | undefined {
  if (record.removed) return undefined;
  if (isOpenStatus(record.status)) return { partition: indexes.open(record.account), at: record.changedAt };
  return { partition: indexes.delivered(record.account), at: lastDeliveredAt(record) ?? record.changedAt };
}
