import { indexes } from '../../shared/ledger/keys.ts';
import type { OrderChange } from '../../shared/orders/order-change.ts';
import { parseOrderRecord } from '../../shared/orders/order-record.ts';
import { spendCalls } from './call-budget.ts';
import type { Slice } from './list-slice.ts';
import { sendOrders } from './send-orders.ts';
import type { SweepDeps } from './sweep-deps.ts';
import type { SweepState } from './sweep-state.ts';

const DAY_MS = 86_400_000;
const PAGE_SIZE = 50;

/** Asks for a look at each order delivered of late: what no list shows (files, links, products) only a read does. */
export async function deepSlice(account: string, start: SweepState, deps: SweepDeps): Promise<Slice> {
  const since = new Date(Date.parse(start.startedAt) - deps.settings.deepDays * DAY_MS).toISOString();
  let state = start;
  for (;;) {
    if (!deps.hasTime()) return { state, stopped: 'time' };
    const after = state.after ?? undefined;
    const page = await deps.table.listByTime(indexes.delivered(account), { since, limit: PAGE_SIZE, after });
    const { callsPerHour: perHour } = deps.settings;
    if (!(await spendCalls(deps.table, account, page.items.length, { perHour, now: deps.now() }))) {
      return { state, stopped: 'budget' };
    }
    const at = new Date(deps.now()).toISOString();
    const changes = page.items
      .map(parseOrderRecord)
      .map(({ orderId }): OrderChange => ({ v: 1, account, orderId, cause: 'sweep', at, sweep: 'deep' }));
    await sendOrders(changes, state.run, deps);
    const asked = { orders: state.orders + changes.length, drifted: state.drifted + changes.length };
    state = { ...state, ...asked, after: page.next ?? null };
    if (page.next === undefined) return { state, stopped: 'done' };
  }
}
