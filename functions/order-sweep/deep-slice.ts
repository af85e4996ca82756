import { indexes, keys } from '../../shared/ledger/keys.ts';
import type { OrderChange } from '../../shared/orders/order-change.ts';
import { lastDeliveredAt, type OrderRecord, parseOrderRecord } from '../../shared/orders/order-record.ts';
import { parseSweepRun } from '../../shared/orders/sweep-run.ts';
import { callsFor, spendCalls } from './call-budget.ts';
import type { Slice } from './list-slice.ts';
import { sendOrders } from './send-orders.ts';
import type { SweepDeps } from './sweep-deps.ts';
import type { DeepIndex, SweepState } from './sweep-state.ts';

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
  for (let [index, ...others] = state.indexes; index !== undefined; [index, ...others] = state.indexes) {
    if (!deps.hasTime()) return { state, stopped: 'time' };
    const page = await listIndex(account, index, since, state.after, deps);
    const records = page.items.map(parseOrderRecord).filter((record) => isWanted(record, index, since, state));
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
    const goesOn = page.next === undefined ? { indexes: others, after: null } : { after: page.next };
    state = { ...state, ...asked, ...goesOn };
  }
  return { state, stopped: 'done' };
}

async function listIndex(account: string, index: DeepIndex, since: string, from: string | null, { table }: SweepDeps) {
  const after = from ?? undefined;
  return index === 'open'
    ? table.listByTime(indexes.open(account), { limit: PAGE_SIZE, after })
    : table.listByTime(indexes.delivered(account), { since, limit: PAGE_SIZE, after });
}

/** The last open sweep was told which statuses are not listed. */
async function withRefused(account: string, state: SweepState, { table }: SweepDeps): Promise<SweepState> {
  if (state.indexes[0] !== 'open' || state.after !== null) return state;
  const open = parseSweepRun(await table.get(keys.sweep(account, 'open')));
  return { ...state, refused: open?.refusedStatuses ?? [] };
}

function isWanted(record: OrderRecord, index: DeepIndex, since: string, { refused }: SweepState): boolean {
  const { changedAt, status } = record;
  const deliveredAt = lastDeliveredAt(record);
  if (index === 'delivered' || (deliveredAt !== null && deliveredAt >= since)) return true;
  return refused.includes(status ?? '') && changedAt >= since;
}
