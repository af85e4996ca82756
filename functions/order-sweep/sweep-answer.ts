import type { SweepKind } from '../../shared/orders/sweep-settings.ts';
import { isUnderway, type SweepState } from './sweep-state.ts';

/** What account-jobs does next: nothing, or the same job again with `continuation` after `delaySeconds`. */
export interface SweepAnswer {
  readonly outcome: 'completed' | 'continued' | 'busy' | 'parked' | 'waiting';
  readonly kind: SweepKind;
  readonly orders: number;
  readonly drifted: number;
  readonly continuation?: SweepState;
  readonly delaySeconds?: number;
}

type Unfinished = Exclude<SweepAnswer['outcome'], 'completed'>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** By then the schedule has sent the next one of the kind, or soon will. */
const GIVE_UP_MS = { open: 14 * MINUTE_MS, deep: 20 * HOUR_MS, full: 144 * HOUR_MS } as const;
/** A long sweep pauses between its slices, for longer than an open one waits to try again: that goes first. */
const WAITS_SECONDS = { continued: 60, busy: 120, parked: 900, waiting: 900 } as const;
const OPEN_WAITS_SECONDS = { ...WAITS_SECONDS, continued: 0, busy: 30 } as const;

/** Whether and when an unfinished sweep comes back. Pure. */
export function comeBack(outcome: Unfinished, state: SweepState, now: number): SweepAnswer {
  const { kind, orders, drifted } = state;
  const answer = { outcome, kind, orders, drifted };
  if (!isTakenUp(outcome, state, now)) return answer;
  const delaySeconds = (isFrequent(kind) ? OPEN_WAITS_SECONDS : WAITS_SECONDS)[outcome];
  return { ...answer, continuation: state, ...(delaySeconds > 0 ? { delaySeconds } : {}) };
}

/** An open sweep and the baseline have the account to themselves to their end; the long ones let others in. */
export function keepsLease({ continuation, kind }: SweepAnswer): boolean {
  return continuation !== undefined && isFrequent(kind);
}

/** What the next open sweep does anyway is left to it; a baseline that never began is left to the next one. */
function isTakenUp(outcome: Unfinished, state: SweepState, now: number): boolean {
  const { kind, startedAt } = state;
  if (isFrequent(kind) && (outcome === 'continued' || outcome === 'waiting')) return true;
  if (kind === 'baseline') return outcome === 'parked' && isUnderway(state);
  if (kind === 'open' && outcome === 'parked') return false;
  return now - Date.parse(startedAt) <= GIVE_UP_MS[kind];
}

function isFrequent(kind: SweepKind): boolean {
  return kind === 'open' || kind === 'baseline';
}
