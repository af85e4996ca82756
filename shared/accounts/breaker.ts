import { keys } from '../ledger/keys.ts';
import { StaleItemError, type StoredItem, type Table } from '../ledger/table.ts';

/** Why an account is parked: what a person would have to mend, if anything. */
export type ParkReason = 'no-key' | 'refused' | 'unavailable' | 'throttled' | 'other-company' | 'paused';

interface Parked {
  readonly reason: ParkReason;
  /** ISO instant. */
  readonly since: string;
  /** ISO instant from which an alarm is owed; left out once it was raised. */
  readonly owesAlarmSince?: string;
}

/** Circuit breaker of one account: shape 1. */
export interface Breaker {
  readonly v: 1;
  /** Failures in a row since the last call that worked. */
  readonly failures: number;
  /** Orders whose reads were among them. */
  readonly failedOrders: readonly string[];
  readonly parked: Parked | null;
  /** ISO instant before which no probe is sent. */
  readonly probeAt: string | null;
}

export const CLOSED_BREAKER: Breaker = { v: 1, failures: 0, failedOrders: [], parked: null, probeAt: null };

/** What ends by itself. */
const PASSING: readonly ParkReason[] = ['unavailable', 'throttled'];
const FAILURES_TO_PARK = 5;
const PROBE_EVERY_MS = 60_000;

/**
 * Credentials park at once, an API that fails or throttles after five failures in a row. An order that is never answered
 * counts once, however often it is asked for: a few of them park nobody.
 */
export function afterFailure(breaker: Breaker, reason: ParkReason, now: number, failedOrder: string | null): Breaker {
  if (breaker.parked === null && reason === 'unavailable' && hasFailed(breaker, failedOrder)) return breaker;
  const failures = breaker.failures + 1;
  if (breaker.parked === null && isPassing(reason) && failures < FAILURES_TO_PARK)
    return { ...breaker, failures, failedOrders: withOrder(breaker, failedOrder) };
  const probeAt = new Date(now + PROBE_EVERY_MS).toISOString();
  return { v: 1, failures, failedOrders: [], parked: park(breaker.parked, reason, now), probeAt };
}

/** An alarm is owed when it parks, and when what it is parked for becomes something that a person has to mend. */
function park(before: Parked | null, failure: ParkReason, now: number): Parked {
  const at = new Date(now).toISOString();
  if (before === null) return { reason: failure, since: at, owesAlarmSince: at };
  const reason = graver(before.reason, failure);
  const isTurn = reason !== before.reason && !isPassing(reason);
  return { ...before, reason, ...(isTurn ? { owesAlarmSince: at } : {}) };
}

export function afterAlarm(breaker: Breaker): Breaker {
  if (breaker.parked === null) return breaker;
  const { reason, since } = breaker.parked;
  return { ...breaker, parked: { reason, since } };
}

/** A call that works mends everything but an operator's pause. */
export function afterSuccess(breaker: Breaker): Breaker {
  return breaker.parked?.reason === 'paused' ? breaker : CLOSED_BREAKER;
}

/** An operator stops all work for the account, whatever it was parked for. It needs no alarm. */
export function afterPause(breaker: Breaker, now: number): Breaker {
  if (breaker.parked?.reason === 'paused') return breaker;
  return { ...CLOSED_BREAKER, parked: { reason: 'paused', since: new Date(now).toISOString() } };
}

/** Ends an operator's pause, and nothing else: what fails then parks the account anew. */
export function afterResume(breaker: Breaker): Breaker {
  return breaker.parked?.reason === 'paused' ? CLOSED_BREAKER : breaker;
}

function isPassing(reason: ParkReason): boolean {
  return PASSING.includes(reason);
}

/** What a person has to mend stays the reason until a call works, whatever else fails meanwhile; a pause stays in any case. */
function graver(known: ParkReason | undefined, reason: ParkReason): ParkReason {
  if (known === 'paused') return known;
  return known !== undefined && !isPassing(known) && isPassing(reason) ? known : reason;
}

function hasFailed({ failedOrders }: Breaker, order: string | null): boolean {
  return order !== null && failedOrders.includes(order);
}

function withOrder({ failedOrders }: Breaker, order: string | null): readonly string[] {
  return order === null ? failedOrders : [...failedOrders, order];
}

export function parseBreaker(item: StoredItem | undefined): Breaker {
  if (item === undefined) return CLOSED_BREAKER;
  const breaker = item.data as Breaker;
  if (breaker.v !== 1) throw new TypeError(`breaker ${item.pk} has an unknown version`);
  return breaker;
}

/** Changes the stored breaker under compare-and-swap; tells both states, so that the caller alarms on the turn only. */
export async function updateBreaker(
  table: Table,
  account: string,
  change: (breaker: Breaker) => Breaker,
): Promise<{ readonly before: Breaker; readonly after: Breaker }> {
  for (;;) {
    const item = await table.get(keys.breaker(account));
    const before = parseBreaker(item);
    const after = change(before);
    if (JSON.stringify(after) === JSON.stringify(before)) return { before, after };
    try {
      await table.put({ ...keys.breaker(account), data: after }, item?.rev ?? 'absent');
      return { before, after };
    } catch (error) {
      if (!(error instanceof StaleItemError)) throw error;
    }
  }
}
