import { createHash } from 'node:crypto';
import { type OrderChange, orderChangeMessage } from '../../shared/orders/order-change.ts';
import type { SweepDeps } from './sweep-deps.ts';

const AT_ONCE = 8;

/** Asks order-fan-out for a look at each; a repeated slice of the same run asks once. */
export async function sendOrders(
  changes: readonly OrderChange[],
  run: string,
  { orderChanges }: Pick<SweepDeps, 'orderChanges'>,
): Promise<void> {
  const waiting = changes.values();
  const worker = async (): Promise<void> => {
    for (const change of waiting) await orderChanges.send(orderChangeMessage(change, requestId(run, change)));
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, changes.length) }, worker));
}

function requestId(run: string, { account, orderId, listHash = '' }: OrderChange): string {
  return createHash('sha256')
    .update(JSON.stringify([run, account, orderId, listHash]))
    .digest('hex');
}
