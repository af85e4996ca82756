import type { Order, Page } from '../../shared/cubicasa/index.ts';
import { keys } from '../../shared/ledger/keys.ts';
import { parseLinkBehaviour } from '../../shared/orders/link-behaviour.ts';
import type { OrderChange } from '../../shared/orders/order-change.ts';
import type { SweepKind } from '../../shared/orders/sweep-settings.ts';
import { callsFor, spendCalls } from './call-budget.ts';
import { listPage, loadRecords } from './list-page.ts';
import { noteCreators } from './note-creators.ts';
import { recordBaseline } from './record-baseline.ts';
import { keepSeen } from './seen-orders.ts';
import { isSettledPage, selectDrifted } from './select-drifted.ts';
import { sendOrders } from './send-orders.ts';
import type { SweepDeps } from './sweep-deps.ts';
import type { SweepState } from './sweep-state.ts';

/** Delivered orders older than this are left to the deep and full sweeps. */
const FRESH_MS = 48 * 3_600_000;

export interface Slice {
  readonly state: SweepState;
  readonly stopped: 'done' | 'time' | 'budget';
}

/** Lists on from where the state stands until everything was listed, or time or the hour's calls are spent. */
export async function listSlice(account: string, start: SweepState, deps: SweepDeps): Promise<Slice> {
  const seen: string[] = [];
  let state = start;
  let stopped: Slice['stopped'] = 'done';
  while (state.statuses[0] !== undefined) {
    if (!deps.hasTime()) stopped = 'time';
    else if (!(await mayCall(account, state.kind, deps))) stopped = 'budget';
    if (stopped !== 'done') break;
    state = await listNext(account, state, seen, deps);
  }
  const seenChunks = await keepSeen(deps.table, account, state, seen, deps.now());
  return { state: { ...state, seenChunks }, stopped };
}

async function mayCall(account: string, kind: SweepKind, { table, settings, now }: SweepDeps): Promise<boolean> {
  return spendCalls(table, account, 1, { perHour: callsFor(kind, settings.callsPerHour), now: now() });
}

async function listNext(account: string, state: SweepState, seen: string[], deps: SweepDeps): Promise<SweepState> {
  const [status, ...others] = state.statuses;
  if (status === undefined) return state;
  const page = await listPage(account, status, state.offset, deps);
  if (page === undefined) {
    deps.report('status-refused', { account, status });
    return { ...state, statuses: others, offset: 0, refused: [...state.refused, status] };
  }
  if (state.kind === 'open' && status !== 'Ready') seen.push(...page.items.map(({ id }) => id));
  const { drifted, settled } = await takePage(account, state, page, deps);
  const counted = { ...state, orders: state.orders + page.items.length, drifted: state.drifted + drifted };
  const last = page.nextOffset === null || (settled && state.kind === 'open' && status === 'Ready');
  return last ? { ...counted, statuses: others, offset: 0 } : { ...counted, offset: page.nextOffset ?? 0 };
}

async function takePage(account: string, state: SweepState, { items }: Page<Order>, deps: SweepDeps) {
  const records = await loadRecords(account, items, deps);
  if (state.kind === 'baseline') {
    const wanted = await recordBaseline(account, items, records, deps);
    await sendOrders(wanted, state.run, deps);
    return { drifted: wanted.length, settled: false };
  }
  const links = parseLinkBehaviour(await deps.table.get(keys.links(account)));
  const drifted = selectDrifted(items, records, links);
  await noteCreators(
    account,
    drifted.map(({ item }) => item),
    deps,
  );
  const at = new Date(deps.now()).toISOString();
  const sweep = state.kind;
  const changes = drifted.map(
    ({ item, listHash }): OrderChange => ({ v: 1, account, orderId: item.id, cause: 'sweep', at, sweep, listHash }),
  );
  await sendOrders(changes, state.run, deps);
  return { drifted: drifted.length, settled: isSettledPage(items, drifted, Date.parse(state.startedAt) - FRESH_MS) };
}
