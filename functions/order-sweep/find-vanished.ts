import { indexes } from '../../shared/ledger/keys.ts';
import type { OrderChange } from '../../shared/orders/order-change.ts';
import { type OrderRecord, parseOrderRecord } from '../../shared/orders/order-record.ts';
import { loadSeen } from './seen-orders.ts';
import { sendOrders } from './send-orders.ts';
import type { SweepDeps } from './sweep-deps.ts';
import type { SweepState } from './sweep-state.ts';

/**
 * Orders that the ledger has in an open status and that the complete listing of those statuses lacks: delivered,
 * deleted, or passed over by a page that shifted. Says how many were asked for.
 */
export async function askForVanished(account: string, state: SweepState, deps: SweepDeps): Promise<number> {
  const seen = await loadSeen(deps.table, account, state);
  let asked = 0;
  let after: string | undefined;
  do {
    const page = await deps.table.listByTime(indexes.open(account), { until: state.startedAt, after });
    const missing = page.items.map(parseOrderRecord).filter((record) => isMissing(record, seen, state));
    await sendOrders(
      missing.map((record) => lookAt(record, deps)),
      state.run,
      deps,
    );
    asked += missing.length;
    after = page.next;
  } while (after !== undefined);
  return asked;
}

function isMissing({ orderId, status }: OrderRecord, seen: ReadonlySet<string>, { refused }: SweepState): boolean {
  return !seen.has(orderId) && !refused.includes(status ?? '');
}

function lookAt({ account, orderId }: OrderRecord, { now }: SweepDeps): OrderChange {
  return { v: 1, account, orderId, cause: 'sweep', at: new Date(now()).toISOString(), sweep: 'open' };
}
