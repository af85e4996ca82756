import type { Queue } from '../queue/queue.ts';
import { toDeletionMessage } from './deletion-message.ts';
import type { PlanHeader } from './plan-header.ts';

/** One message per user of the delete list, and one that closes the plan. Safe to repeat: apply looks before it acts. */
export async function queuePlan(
  { account, planId, approval }: Pick<PlanHeader, 'account' | 'planId' | 'approval'>,
  userIds: readonly string[],
  userDeletions: Queue,
): Promise<void> {
  for (const userId of [...userIds, null]) {
    await userDeletions.send(toDeletionMessage({ v: 1, account, planId, userId }, approval?.at ?? ''));
  }
}
