import type { UserVerdict } from './plan/cleanup-plan.ts';
import type { UserEventData } from './user-event.ts';

/** What an event says of a planned user. */
export function verdictEventData(
  account: string,
  planId: string,
  verdict: UserVerdict,
): Omit<UserEventData, 'schemaVersion'> {
  const { userId, email, role, reasons, leaver, deleteAfter, orders, lastOrderAt } = verdict;
  return { account, planId, userId, email, role, reasons, leaver: leaver !== null, deleteAfter, orders, lastOrderAt };
}
