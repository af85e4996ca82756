import { indexes, keys } from '../../shared/ledger/keys.ts';
import type { OrderChange } from '../../shared/orders/order-change.ts';
import { type OrderRecord, parseOrderRecord } from '../../shared/orders/order-record.ts';
import { parseSweepRun } from '../../shared/orders/sweep-run.ts';
import { callsFor, spendCalls } from './call-budget.ts';
import type { Slice } from './list-slice.ts';
import { sendOrders } from './send-orders.ts';
import type { SweepDeps } from './sweep-deps.ts';
import type { SweepState } from './sweep-state.ts';

const DAY_MS = 86_400_000;
const PAGE_SIZE = 50;

/**
 * Asks for a look at each order delivered of late: what no list shows (files, links, products) only a read does. An
 * order that is back in production was delivered too, so the open ones are gone through first; so is one that changed of
 * late in a status that CubiCasa does not list.
 */
export async function deepSlice(account: string, start: SweepState, deps: SweepDeps): Promise<Slice> {
  const since = new Date(Date.parse(start.startedAt) - deps.settings.deepDays * DAY_MS).toISOString();
  let state = await withRefused(account, start, deps);
  for (;;) {
    if (!deps.hasTime()) return { state, stopped: 'time' };
    const after = state.after ?? undefined;
    const page = state.openDone
      ? await deps.table.listByTime(indexes.delivered(account), { since, limit: PAGE_SIZE, after })
      : await deps.table.listByTime(indexes.open(account), { limit: PAGE_SIZE, after });
    const records = page.items.map(parseOrderRecord).filter((record) => isWanted(record, since, state));
    const perHour = callsFor('deep', deps.settings.callsPerHour);
    if (!(await spendCalls(deps.table, account, records.length, { perHour, now: deps.now() }))) {
      return { state, stopped: 'budget' };
    }
    const at = new Date(deps.now()).toISOString();
    const changes = records.map(
      ({ orderId }): OrderChange => ({ v: 1, account, orderId, cause: 'sweep', at, sweep: 'deep' }),
    );
    await sendOrders(changes, state.run, deps);
    const asked = { orders: state.orders + changes.length, drifted: state.drifted + changes.length };
    const last = page.next === undefined;
    if (last && state.openDone) return { state: { ...state, ...asked, after: null }, stopped: 'done' };
    state = { ...state, ...asked, after: page.next ?? null, openDone: state.openDone || last };
  }
}

/** The last open sweep was told which statuses are not listed. */
async function withRefused(account: string, state: SweepState, { table }: SweepDeps): Promise<SweepState> {
  if (state.openDone || state.after !== null) return state;
  const open = parseSweepRun(await table.get(keys.sweep(account, 'open')));
  return { ...state, refused: open?.refusedStatuses ?? [] };
}

function isWanted(
  { deliveredAt, changedAt, status }: OrderRecord,
  since: string,
  { openDone, refused }: SweepState,
): boolean {
  if (openDone || (deliveredAt !== null && deliveredAt >= since)) return true;
  return refused.includes(status ?? '') && changedAt >= since;
}
