import { RefusedError, UpstreamError } from '../cubicasa/index.ts';
import type { Table } from '../ledger/table.ts';
import { NoKeyError } from './account-client.ts';
import { afterAlarm, afterFailure, afterSuccess, type Breaker, type ParkReason, updateBreaker } from './breaker.ts';
import { CompanyMismatchError } from './company-fingerprint.ts';
import { MalformedSecretError, UnknownAccountError } from './secret-store.ts';

/** There is no usable key until a person fills or mends the secret. */
const NO_KEY = [NoKeyError, UnknownAccountError, MalformedSecretError] as const;

/** Which failures are the account's, so that the account waits; any other is the order's or ours. */
export function parkReasonOf(error: unknown): ParkReason | undefined {
  if (error instanceof RefusedError) return 'refused';
  if (NO_KEY.some((kind) => error instanceof kind)) return 'no-key';
  if (error instanceof CompanyMismatchError) return 'other-company';
  return error instanceof UpstreamError ? error.reason : undefined;
}

interface Failure {
  readonly reason: ParkReason;
  /** Unix milliseconds. */
  readonly now: number;
  /** The order that could not be read; left out for a call about none. */
  readonly orderId?: string | null;
}

/** So long whoever parked the account has time to raise the alarm itself. */
const ALARM_GRACE_MS = 60_000;

/**
 * Tells the breaker of a failed call; says whether the account waits. `report` is called once for each parking and for
 * each further reason that a person has to mend, and again only where a process ended, or was not answered, before it
 * could note that it was.
 */
export async function recordFailure(
  table: Table,
  account: string,
  { reason, now, orderId = null }: Failure,
  report: (code: 'account-parked', ids: { readonly account: string; readonly reason: ParkReason }) => void,
): Promise<{ readonly waits: boolean }> {
  const { before, after } = await updateBreaker(table, account, (breaker) =>
    afterFailure(breaker, reason, now, orderId),
  );
  if (after.parked !== null && isAlarmDue(before, after, now)) {
    report('account-parked', { account, reason: after.parked.reason });
    await updateBreaker(table, account, afterAlarm);
  }
  return { waits: after.parked !== null };
}

function isAlarmDue(before: Breaker, after: Breaker, now: number): boolean {
  const owedSince = after.parked?.owesAlarmSince;
  if (owedSince === undefined) return false;
  return owedSince !== before.parked?.owesAlarmSince || now - Date.parse(owedSince) >= ALARM_GRACE_MS;
}

/** Tells the breaker of a call that worked; `resumed` is true on the turn only. */
export async function recordSuccess(table: Table, account: string): Promise<{ readonly resumed: boolean }> {
  const { before, after } = await updateBreaker(table, account, afterSuccess);
  return { resumed: before.parked !== null && after.parked === null };
}
