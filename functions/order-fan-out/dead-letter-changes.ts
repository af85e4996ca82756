import { createHash } from 'node:crypto';
import { type OrderChange, orderChangeGroupId } from '../../shared/orders/order-change.ts';
import type { DeadLetterQueue } from '../../shared/queue/dead-letter.ts';

/** Each change as its own message, named by its content and the reason, so that a repeated look adds none. */
export async function deadLetterChanges(
  changes: readonly OrderChange[],
  reason: string,
  deadLetters: DeadLetterQueue,
): Promise<void> {
  for (const change of changes) {
    const body = JSON.stringify(change);
    const messageId = createHash('sha256').update(body).update(reason).digest('hex').slice(0, 32);
    await deadLetters.send({ body, messageId, groupId: orderChangeGroupId(change.account, change.orderId), reason });
  }
}
