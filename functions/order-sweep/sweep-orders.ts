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
import { comeBack, keepsLease, type SweepAnswer } from './sweep-answer.ts';
import type { SweepDeps } from './sweep-deps.ts';
import { hasListed, parseSweepState, type SweepState, startSweep } from './sweep-state.ts';

const LEASE = 'sweep';
/** Longer than any wait between two slices, so that a run keeps its lease until it ends. */
const LEASE_MS = 1_200_000;

/** One slice of one account's sweep. The account's first sweep is its baseline, whatever was asked for. */
export async function sweepOrders(
  job: AccountJob & { readonly account: string },
  deps: SweepDeps,
): Promise<SweepAnswer> {
  const { account } = job;
  const state = await openState(job, deps);
  const lease = { account, job: LEASE, holder: state.run, now: deps.now(), forMs: LEASE_MS };
  if (!(await takeLease(deps.table, lease))) return comeBack('busy', state, deps.now());
  let answer: SweepAnswer | undefined;
  try {
    answer = await runUnlessParked(account, state, deps);
    return answer;
  } finally {
    if (answer === undefined || !keepsLease(answer)) await releaseLease(deps.table, account, LEASE, state.run);
  }
}

async function runUnlessParked(account: string, state: SweepState, deps: SweepDeps): Promise<SweepAnswer> {
  const breaker = parseBreaker(await deps.table.get(keys.breaker(account)));
  return mustWait(breaker, deps.now()) ? comeBack('parked', state, deps.now()) : runSlice(account, state, deps);
}

async function openState(job: AccountJob & { readonly account: string }, deps: SweepDeps): Promise<SweepState> {
  if (job.continuation !== undefined) return parseSweepState(job.continuation);
  const startedAt = new Date(deps.now()).toISOString();
  const baseline = parseBaseline(await deps.table.get(keys.baseline(job.account)));
  const kind = baseline?.completedAt ? parseKind(job.kind) : 'baseline';
  if (baseline === undefined) await openBaseline(deps.table, job.account, startedAt);
  return startSweep(kind, `${kind}-${job.scheduledAt ?? startedAt}`, startedAt);
}

/** A baseline is taken once: asked for again, it is the full sweep, which lets nothing in unseen. @throws TypeError */
function parseKind(kind: string | undefined): SweepKind {
  const known = SWEEP_KINDS.find((one) => one === kind);
  if (known === undefined) throw new TypeError(`an order sweep's kind must be one of ${SWEEP_KINDS.join(', ')}`);
  return known === 'baseline' ? 'full' : known;
}

/** A parked account is swept only as a probe: the first page tells whether the API is back. */
function mustWait({ parked, probeAt }: Breaker, now: number): boolean {
  if (parked === null) return false;
  return parked.reason === 'paused' || (probeAt !== null && Date.parse(probeAt) > now);
}

async function runSlice(account: string, state: SweepState, deps: SweepDeps): Promise<SweepAnswer> {
  try {
    const slice = await (state.kind === 'deep' ? deepSlice : listSlice)(account, state, deps);
    if (hasListed(slice.state, state)) await noteSuccess(account, deps);
    const isDone = slice.stopped === 'done' && deps.hasTime();
    return isDone ? await finish(account, slice.state, deps) : goOn(account, slice, deps);
  } catch (error) {
    const reason = parkReasonOf(error);
    if (reason === undefined) throw error;
    await recordFailure(deps.table, account, { reason, now: deps.now() }, deps.report);
    return comeBack('parked', state, deps.now());
  }
}

async function noteSuccess(account: string, { table, report }: SweepDeps): Promise<void> {
  const { resumed } = await recordSuccess(table, account);
  if (resumed) report('account-resumed', { account });
}

async function finish(account: string, state: SweepState, deps: SweepDeps): Promise<SweepAnswer> {
  const { kind, orders, drifted } = await completeSweep(account, state, deps);
  deps.report('sweep-completed', { account, kind, orders, drifted });
  return { outcome: 'completed', kind, orders, drifted };
}

function goOn(account: string, { state, stopped }: Slice, deps: SweepDeps): SweepAnswer {
  if (stopped !== 'budget') return comeBack('continued', state, deps.now());
  deps.report('budget-spent', { account, kind: state.kind });
  return comeBack('waiting', state, deps.now());
}
