import type { Order } from '../../shared/cubicasa/index.ts';
import type { DeliveryMessage } from '../../shared/delivery/delivery-message.ts';
import type { CloudEvent } from '../../shared/delivery/event.ts';
import { isReference, isTooLarge, loadReferenced, offloadContent } from '../../shared/delivery/large-event.ts';
import type { OrderEventData } from '../../shared/delivery/order-event.ts';
import { replaceLinks, selectFreshLinks } from '../../shared/delivery/refresh-links.ts';
import type { Bucket } from '../../shared/storage/bucket.ts';

const FRESH_MS = 30 * 60_000;

/** Whether the event carries links that may have expired since the order was read. */
export function hasOldLinks(event: CloudEvent, now: number): event is CloudEvent<OrderEventData> {
  if (!event.type.startsWith('cubicasa.order.') || now - Date.parse(event.time) <= FRESH_MS) return false;
  const { assets } = event.data as Partial<OrderEventData>;
  return assets !== undefined && (isReference(assets) || assets.length > 0);
}

/**
 * The event's text with the links of a fresh read. Nothing else of that read goes in: the revision stays what it was. What
 * lies by reference is exchanged there too, under a new key.
 */
export async function freshenEvent(
  event: CloudEvent<OrderEventData>,
  { account, sequence }: Pick<DeliveryMessage, 'account' | 'sequence'>,
  fresh: Order,
  largeEvents: Bucket,
): Promise<string> {
  const assets = await loadReferenced(event.data.assets, largeEvents);
  const order = await loadReferenced(event.data.order, largeEvents);
  const data = replaceLinks({ ...event.data, order, assets }, selectFreshLinks(assets, fresh));
  const { type, subject, time, dataschema } = event;
  const text = JSON.stringify({ ...event, data });
  if (!isTooLarge(text)) return text;
  const content = { v: 1, account, type, subject, sequence: sequence ?? '', time, dataschema, data } as const;
  return JSON.stringify({ ...event, data: (await offloadContent(content, largeEvents)).data });
}
