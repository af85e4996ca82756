import { isDeepStrictEqual } from 'node:util';
import type { Order } from '../../shared/cubicasa/index.ts';
import { hashCanonical } from '../../shared/orders/canonical-json.ts';
import type { Validators } from '../../shared/orders/decide-revision.ts';
import { linkedExternalId } from '../../shared/orders/draft-match.ts';
import { listHashes } from '../../shared/orders/order-content.ts';
import type { OrderRecord } from '../../shared/orders/order-record.ts';
import { placeOf } from '../../shared/orders/place.ts';
import type { DecidedOrder } from './decide-order.ts';
import type { Look } from './look.ts';
import { latestWebhookAt } from './webhook-at.ts';

const RECENT_MS = 3_600_000;

/** The record after a read that is believed: content, status and what lists are compared with. */
export function believedRecord(look: Look, decided: DecidedOrder): OrderRecord {
  const { record } = look.kept;
  const { order, content, validators } = decided;
  const at = new Date(look.now).toISOString();
  const standing = readStanding(order);
  return {
    ...readRecord(look, decided),
    externalId: effectiveExternalId(look, order),
    ...standing,
    content,
    validators: validators ?? null,
    recent: recentHashes(record, at, look.now),
    deliveredAt: deliveredAt(record, standing.status, at),
    changedAt: at,
    held: null,
    tentative: false,
  };
}

/** An order that can be read is there, in this status, whatever was believed before. */
export function readStanding(order: Order) {
  const status = String(order.info?.status ?? '');
  return { status, place: status === 'Draft' ? placeOf(order) : null, removed: false } as const;
}

/** The record after any read of the order: what was known of its content stays. */
export function readRecord(look: Look, decided: Pick<DecidedOrder, 'order' | 'validators'>): OrderRecord {
  const { record } = look.kept;
  const lists = listHashes(decided.order);
  return {
    ...record,
    createdBy: decided.order.info?.created_by ?? record.createdBy,
    lists,
    // What a list showed of the order as it was before is news once a list shows it again.
    listed: isDeepStrictEqual(lists, record.lists) ? listedHash(look) : latestListed(look),
    validators: mergeValidators(record.validators, decided.validators),
    unconfirmed: null,
    webhookAt: latestWebhookAt(record, look.changes),
    readAt: new Date(look.now).toISOString(),
  };
}

/** The latest list item's hash that a sweep saw, the one in hand included. */
export function listedHash(look: Pick<Look, 'changes' | 'kept'>): string | null {
  return latestListed(look) ?? look.kept.record.listed;
}

function latestListed({ changes }: Pick<Look, 'changes'>): string | null {
  return changes.findLast(({ listHash }) => listHash !== undefined)?.listHash ?? null;
}

/** The hash a revision goes by: files that changed behind the same links, or a link to a draft, make it another one. */
export function revisionHash({ order, content, validators }: DecidedOrder, look: Look): string {
  if (look.kept.record.content?.hash !== content.hash) return content.hash;
  return hashCanonical([content.hash, validators ?? {}, effectiveExternalId(look, order) ?? '']);
}

/** The order's own, or that of the draft it was linked to. */
export function effectiveExternalId({ match }: Look, { info }: Pick<DecidedOrder['order'], 'info'>): string | null {
  return linkedExternalId(info?.external_id ?? null, match);
}

function recentHashes(record: OrderRecord, at: string, now: number): OrderRecord['recent'] {
  const kept = record.recent.filter((entry) => now - Date.parse(entry.at) < RECENT_MS);
  return record.content === null ? kept : [...kept, { hash: record.content.hash, at }].slice(-20);
}

function deliveredAt(record: OrderRecord, status: string, at: string): string | null {
  return status === 'Ready' ? (record.deliveredAt ?? at) : record.deliveredAt;
}

/** What was known of a file stays until a revision says otherwise; places read for the first time are added. */
function mergeValidators(known: Validators | null, read: Validators | undefined): Validators | null {
  return read === undefined ? known : { ...read, ...known };
}
