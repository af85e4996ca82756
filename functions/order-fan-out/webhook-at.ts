import type { OrderChange } from '../../shared/orders/order-change.ts';
import type { OrderRecord } from '../../shared/orders/order-record.ts';

/** ISO instant of the latest webhook for the order, those in hand included. */
export function latestWebhookAt(
  record: Pick<OrderRecord, 'webhookAt'>,
  changes: readonly OrderChange[],
): string | null {
  const arrived = changes.filter(({ cause }) => cause === 'webhook').map(({ at }) => at);
  return [record.webhookAt ?? '', ...arrived].sort().at(-1) || null;
}
