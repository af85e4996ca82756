import { RefusedError, UpstreamError } from '../cubicasa/index.ts';
import type { Table } from '../ledger/table.ts';
import { NoKeyError } from './account-client.ts';
import { afterFailure, afterSuccess, isPassing, type ParkReason, updateBreaker } from './breaker.ts';
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

/**
 * Tells the breaker of a failed call, and of which order it was. `parked` is true on the turn only, so that there is one
 * alarm: when the account parks, and when what it is parked for becomes something that a person has to mend. `waits` as
 * long as it is parked.
 */
export async function recordFailure(
  table: Table,
  account: string,
  reason: ParkReason,
  now: number,
  failedOrder: string | null = null,
): Promise<{ readonly parked: boolean; readonly waits: boolean }> {
  const { before, after } = await updateBreaker(table, account, (breaker) =>
    afterFailure(breaker, reason, now, failedOrder),
  );
  return { parked: isTurn(before.parked?.reason, after.parked?.reason), waits: after.parked !== null };
}

function isTurn(before: ParkReason | undefined, after: ParkReason | undefined): boolean {
  if (after === undefined || after === before) return false;
  return before === undefined || !isPassing(after);
}

/** Tells the breaker of a call that worked; `resumed` is true on the turn only. */
export async function recordSuccess(table: Table, account: string): Promise<{ readonly resumed: boolean }> {
  const { before, after } = await updateBreaker(table, account, afterSuccess);
  return { resumed: before.parked !== null && after.parked === null };
}
