import type { Order } from '../cubicasa/index.ts';
import type { EventContent } from '../delivery/event.ts';
import type { OrderEventData } from '../delivery/order-event.ts';
import type { Bucket } from '../storage/bucket.ts';

export type OrderEventContent = EventContent<OrderEventData>;

export function revisionContentKey(account: string, orderId: string, sequence: string, hash: string): string {
  return `revisions/${account}/${encodeURIComponent(orderId)}/${sequence}-${hash}.json`;
}

/** An order of the baseline as it was when first read: what its first revision is compared with. */
export function adoptedOrderKey(account: string, orderId: string, hash: string): string {
  return `revisions/${account}/${encodeURIComponent(orderId)}/adopted-${hash}.json`;
}

/** A revision's content is gone, e.g. past its retention. */
export class MissingContentError extends Error {
  override readonly name = 'MissingContentError';
}

/** What lies at `key`. @throws MissingContentError */
export async function loadContent(revisions: Bucket, key: string): Promise<OrderEventContent> {
  const text = await revisions.get(key);
  if (text === undefined) throw new MissingContentError(`the revision store lacks ${key}`);
  return JSON.parse(text) as OrderEventContent;
}

/** Immutable: what was stored first under the key is what counts, and what is answered. */
export async function storeContent(
  revisions: Bucket,
  key: string,
  content: OrderEventContent,
): Promise<OrderEventContent> {
  const outcome = await revisions.putOnce(key, JSON.stringify(content), 'application/json');
  return outcome === 'written' ? content : loadContent(revisions, key);
}

/** The order behind a stored revision or an adopted order; nothing where it is gone or was removed. */
export async function loadStoredOrder(revisions: Bucket, key: string): Promise<Order | undefined> {
  const text = await revisions.get(key);
  if (text === undefined) return undefined;
  const stored = JSON.parse(text) as OrderEventContent | Order;
  return 'data' in stored
    ? (((stored as OrderEventContent).data.order as Order | null) ?? undefined)
    : (stored as Order);
}
