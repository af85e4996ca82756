import { forEachAtOnce } from '../concurrency/for-each-at-once.ts';
import type { Queue } from '../queue/queue.ts';
import { toDeletionMessage } from './deletion-message.ts';
import type { PlanHeader } from './plan-header.ts';

const AT_ONCE = 8;

/** One message per user of the delete list, and then one that closes the plan. Safe to repeat: apply looks before it acts. */
export async function queuePlan(
  { account, planId, approval }: Pick<PlanHeader, 'account' | 'planId' | 'approval'>,
  userIds: readonly string[],
  userDeletions: Queue,
): Promise<void> {
  const send = (userId: string | null): Promise<void> =>
    userDeletions.send(toDeletionMessage({ v: 1, account, planId, userId }, approval?.at ?? ''));
  await forEachAtOnce(userIds, AT_ONCE, send);
  await send(null);
}
