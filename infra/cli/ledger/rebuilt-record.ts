import type { Order } from '../../../shared/cubicasa/index.ts';
import { isReference } from '../../../shared/delivery/large-event.ts';
import { HASH_VERSION, listHashes, orderContent } from '../../../shared/orders/order-content.ts';
import { newOrderRecord, type OrderRecord } from '../../../shared/orders/order-record.ts';
import { placeOf } from '../../../shared/orders/place.ts';
import type { OrderEventContent } from '../../../shared/orders/revision-content.ts';
import type { RevisionItem } from '../../../shared/orders/revision-item.ts';

/** What the ledger knew of an order once its latest revision was sent, as far as that says it. Pure. */
export function rebuiltRecord({ account, time, data }: OrderEventContent, contentKey: string): OrderRecord {
  const { orderId, externalId, status, revision } = data;
  const { sequence, hash } = revision;
  const record = { ...newOrderRecord(account, orderId, time), externalId, status, sequence, hash, contentKey };
  const order = storedOrder(data);
  // As a removal is recorded: see order-fan-out.
  if (order === null) return { ...record, content: { hashVersion: HASH_VERSION, hash, linkless: hash }, removed: true };
  return {
    ...record,
    place: status === 'Draft' ? placeOf(order) : null,
    content: orderContent(order),
    lists: listHashes(order),
    deliveredAt: deliveredAt(order, status, time),
  };
}

/** The revision in the ledger's index. Where it went nobody knows any more. */
export function rebuiltItem({ account, time, data }: OrderEventContent, contentKey: string): RevisionItem {
  const { sequence, hash, kind } = data.revision;
  const { orderId } = data;
  return { v: 1, account, orderId, sequence, hash, kind, contentKey, at: time, destinations: [], repair: null };
}

function storedOrder({ order }: OrderEventContent['data']): Order | null {
  if (isReference(order)) throw new TypeError('stored content holds its order');
  return order;
}

function deliveredAt({ info }: Order, status: string, time: string): string | null {
  const first = info?.first_delivered_at;
  if (first) return new Date(first * 1_000).toISOString();
  return status === 'Ready' ? time : null;
}
