import type { AccountJob } from '../../shared/accounts/account-job.ts';
import { parkReasonOf, recordFailure, recordSuccess } from '../../shared/accounts/api-failure.ts';
import { type Breaker, parseBreaker } from '../../shared/accounts/breaker.ts';
import { keys } from '../../shared/ledger/keys.ts';
import { releaseLease, takeLease } from '../../shared/ledger/lease.ts';
import { parseBaseline } from '../../shared/orders/baseline.ts';
import { SWEEP_KINDS, type SweepKind } from '../../shared/orders/sweep-settings.ts';
import { completeSweep, openBaseline } from './complete-sweep.ts';
import { deepSlice } from './deep-slice.ts';
import { listSlice, type Slice } from './list-slice.ts';
import type { SweepDeps } from './sweep-deps.ts';
import { parseSweepState, type SweepState, startSweep } from './sweep-state.ts';

/** What account-jobs does next: nothing, or the same job again with `continuation` after `delaySeconds`. */
export interface SweepAnswer {
  readonly outcome: 'completed' | 'continued' | 'busy' | 'parked' | 'waiting';
  readonly kind: SweepKind;
  readonly orders: number;
  readonly drifted: number;
  readonly continuation?: SweepState;
  readonly delaySeconds?: number;
}

const LEASE = 'sweep';
/** Longer than any wait between two slices, so that a run keeps its lease until it ends. */
const LEASE_MS = 1_200_000;
const WAITS_SECONDS = { busy: 120, parked: 900, waiting: 900 } as const;
/** A deep or full sweep that could not run for so long leaves it to the next one. */
const GIVE_UP_MS = 20 * 3_600_000;

/** One slice of one account's sweep. The account's first sweep is its baseline, whatever was asked for. */
export async function sweepOrders(
  job: AccountJob & { readonly account: string },
  deps: SweepDeps,
): Promise<SweepAnswer> {
  const { account } = job;
  const state = await openState(job, deps);
  const breaker = parseBreaker(await deps.table.get(keys.breaker(account)));
  if (mustWait(breaker, deps.now())) return comeBack('parked', state, deps);
  const lease = { account, job: LEASE, holder: state.run, now: deps.now(), forMs: LEASE_MS };
  if (!(await takeLease(deps.table, lease))) return comeBack('busy', state, deps);
  const answer = await runSlice(account, state, deps);
  if (answer.outcome === 'completed' || answer.outcome === 'parked')
    await releaseLease(deps.table, account, LEASE, state.run);
  return answer;
}

async function openState(job: AccountJob & { readonly account: string }, deps: SweepDeps): Promise<SweepState> {
  if (job.continuation !== undefined) return parseSweepState(job.continuation);
  const startedAt = new Date(deps.now()).toISOString();
  const baseline = parseBaseline(await deps.table.get(keys.baseline(job.account)));
  const kind = baseline?.completedAt ? parseKind(job.kind) : 'baseline';
  if (baseline === undefined) await openBaseline(deps.table, job.account, startedAt);
  return startSweep(kind, `${kind}-${job.scheduledAt ?? startedAt}`, startedAt);
}

/** @throws TypeError for a kind that no sweep has. */
function parseKind(kind: string | undefined): SweepKind {
  const known = SWEEP_KINDS.find((one) => one === kind);
  if (known === undefined) throw new TypeError(`an order sweep's kind must be one of ${SWEEP_KINDS.join(', ')}`);
  return known;
}

/** A parked account is swept only as a probe: the first page tells whether the API is back. */
function mustWait({ parked, probeAt }: Breaker, now: number): boolean {
  if (parked === null) return false;
  return parked.reason === 'paused' || (probeAt !== null && Date.parse(probeAt) > now);
}

async function runSlice(account: string, state: SweepState, deps: SweepDeps): Promise<SweepAnswer> {
  try {
    const slice = await (state.kind === 'deep' ? deepSlice : listSlice)(account, state, deps);
    await noteSuccess(account, slice, deps);
    return slice.stopped === 'done' ? await finish(account, slice.state, deps) : goOn(account, slice, deps);
  } catch (error) {
    const reason = parkReasonOf(error);
    if (reason === undefined) throw error;
    const { parked } = await recordFailure(deps.table, account, reason, deps.now());
    if (parked) deps.report('account-parked', { account, reason });
    return comeBack('parked', state, deps);
  }
}

async function noteSuccess(account: string, { state }: Slice, { table, report }: SweepDeps): Promise<void> {
  if (state.kind === 'deep') return;
  const { resumed } = await recordSuccess(table, account);
  if (resumed) report('account-resumed', { account });
}

async function finish(account: string, state: SweepState, deps: SweepDeps): Promise<SweepAnswer> {
  const { kind, orders, drifted } = await completeSweep(account, state, deps);
  deps.report('sweep-completed', { account, kind, orders, drifted });
  return { outcome: 'completed', kind, orders, drifted };
}

function goOn(account: string, { state, stopped }: Slice, deps: SweepDeps): SweepAnswer {
  if (stopped === 'time') return { outcome: 'continued', ...counts(state), continuation: state };
  deps.report('budget-spent', { account, kind: state.kind });
  return comeBack('waiting', state, deps);
}

/** What the next open sweep does anyway is left to it; the others take up where they stopped. */
function comeBack(outcome: keyof typeof WAITS_SECONDS, state: SweepState, { now }: SweepDeps): SweepAnswer {
  const late = now() - Date.parse(state.startedAt) > GIVE_UP_MS;
  const frequent = state.kind === 'open' || state.kind === 'baseline';
  if (frequent ? outcome !== 'waiting' : late) return { outcome, ...counts(state) };
  return { outcome, ...counts(state), continuation: state, delaySeconds: WAITS_SECONDS[outcome] };
}

function counts({ kind, orders, drifted }: SweepState): Pick<SweepAnswer, 'kind' | 'orders' | 'drifted'> {
  return { kind, orders, drifted };
}
