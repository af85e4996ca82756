import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { forEachAtOnce } from '../../../shared/concurrency/for-each-at-once.ts';
import { orderChangeGroup, orderChangeMessage } from '../../../shared/orders/order-change.ts';

const BATCH = 10;
const SENDS_AT_ONCE = 8;

/**
 * Puts a change of each order into the queue, as webhooks left them that nobody worked on. Group by group: one batch of
 * all four would let one invocation hold them, and the account had one call at a time instead of four.
 */
export async function fillBacklog(client: SQSClient, QueueUrl: string, account: string, orderIds: readonly string[]) {
  const at = new Date().toISOString();
  const byGroup = orderIds.toSorted((one, other) => orderChangeGroup(one) - orderChangeGroup(other));
  const starts = Array.from({ length: Math.ceil(orderIds.length / BATCH) }, (_, batch) => batch * BATCH);
  await forEachAtOnce(starts, SENDS_AT_ONCE, async (start) => {
    const Entries = byGroup.slice(start, start + BATCH).map((orderId, index) => {
      const change = { v: 1, account, orderId, cause: 'webhook', at } as const;
      const { body, groupId, deduplicationId } = orderChangeMessage(change, `${at}-${orderId}`);
      return { Id: String(index), MessageBody: body, MessageGroupId: groupId, MessageDeduplicationId: deduplicationId };
    });
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    if (Failed.length > 0) throw new Error(`SQS refused ${Failed.length} messages: ${Failed[0]?.Message}`);
  });
}
