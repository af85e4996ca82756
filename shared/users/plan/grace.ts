import type { CleanupPolicy } from '../cleanup-policy.ts';
import { addDays } from '../days.ts';
import type { Mark, UserRecord } from '../user-record.ts';
import type { UserFacts } from './user-facts.ts';

/**
 * The mark that counts: in enforce only one made in enforce, never one from the future, and none that is older than the
 * user's last order.
 */
export function markInForce(
  { record, lastOrderAt }: Pick<UserFacts, 'lastOrderAt'> & { readonly record: UserRecord | undefined },
  mode: CleanupPolicy['mode'],
  now: number,
): Mark | null {
  const mark = record?.mark ?? null;
  if (mark === null || Date.parse(mark.since) > now) return null;
  if (mode === 'enforce' && mark.mode !== 'enforce') return null;
  return lastOrderAt !== null && lastOrderAt >= mark.since ? null : mark;
}

/** Unix milliseconds from which somebody marked then may be deleted. */
export function endOfGrace(markedAt: string, graceDays: number): number {
  return addDays(Date.parse(markedAt), graceDays);
}
