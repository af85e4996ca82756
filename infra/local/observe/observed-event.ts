import type { Order } from '../../../shared/cubicasa/index.ts';
import { addressEvent, type CloudEvent } from '../../../shared/delivery/event.ts';
import { ORDER_EVENT_SCHEMA, type OrderEventData } from '../../../shared/delivery/order-event.ts';
import { flattenAssets } from '../../../shared/orders/flatten-assets.ts';
import { stripQuery } from '../../../shared/orders/link.ts';
import { orderContent } from '../../../shared/orders/order-content.ts';
import { revisionKind } from '../../../shared/orders/revision-kind.ts';
import { formatSequence } from '../../../shared/orders/sequence.ts';

const ACCOUNT = 'observed';
const DESTINATION = 'nowhere';

/** The event that an order would give if it were met for the first time now. Links bear no signature. Pure. */
export function observedEvent(order: Order, now: string): CloudEvent<OrderEventData> {
  const shown = withoutSignatures(order);
  const { id, info } = shown;
  const status = info?.status ?? 'unknown';
  const sequence = formatSequence(1, 1);
  const kind = revisionKind({ before: null, after: status, deliveredBefore: false, differences: [] });
  const data: OrderEventData = {
    schemaVersion: 1,
    account: ACCOUNT,
    orderId: id,
    externalId: info?.external_id ?? null,
    status,
    revision: { sequence, hash: orderContent(order).hash, kind, changes: [] },
    order: shown,
    assets: flattenAssets(shown).map((asset) => ({ ...asset, archived: null })),
  };
  const content = { v: 1 as const, account: ACCOUNT, subject: id, type: `cubicasa.order.${kind}`, sequence, time: now };
  return addressEvent({ ...content, dataschema: ORDER_EVENT_SCHEMA, data }, DESTINATION);
}

function withoutSignatures(order: Order): Order {
  return JSON.parse(JSON.stringify(order), (_, value) => (typeof value === 'string' ? stripQuery(value) : value));
}
