import type { Order } from '../../shared/cubicasa/index.ts';
import type { CloudEvent } from '../../shared/delivery/event.ts';
import { isReference } from '../../shared/delivery/large-event.ts';
import type { OrderEventData } from '../../shared/delivery/order-event.ts';
import { replaceLinks, selectFreshLinks } from '../../shared/delivery/refresh-links.ts';

const FRESH_MS = 30 * 60_000;

/** Whether the event carries links that may have expired since the order was read. */
export function hasOldLinks(event: CloudEvent, now: number): event is CloudEvent<OrderEventData> {
  if (!event.type.startsWith('cubicasa.order.') || now - Date.parse(event.time) <= FRESH_MS) return false;
  const { assets } = event.data as Partial<OrderEventData>;
  return assets !== undefined && !isReference(assets) && assets.length > 0;
}

/** The event with the links of a fresh read. Nothing else of that read goes in: the revision stays what it was. */
export function freshenEvent(event: CloudEvent<OrderEventData>, fresh: Order): CloudEvent<OrderEventData> {
  const { assets } = event.data;
  if (isReference(assets)) return event;
  return { ...event, data: replaceLinks(event.data, selectFreshLinks(assets, fresh)) };
}
