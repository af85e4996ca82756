import { forEachAtOnce } from '../../shared/concurrency/for-each-at-once.ts';
import { type OrderChange, orderChangeMessage } from '../../shared/orders/order-change.ts';
import { requestIdOf } from '../../shared/queue/request-id.ts';
import type { SweepDeps } from './sweep-deps.ts';

const AT_ONCE = 8;

/** Asks order-fan-out for a look at each; a repeated slice of the same run asks once. */
export async function sendOrders(
  changes: readonly OrderChange[],
  run: string,
  { orderChanges }: Pick<SweepDeps, 'orderChanges'>,
): Promise<void> {
  await forEachAtOnce(changes, AT_ONCE, (change) =>
    orderChanges.send(orderChangeMessage(change, requestId(run, change))),
  );
}

function requestId(run: string, { account, orderId, listHash = '' }: OrderChange): string {
  return requestIdOf(run, account, orderId, listHash);
}
