import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { parseOrderChange } from '../../shared/orders/order-change.ts';
import type { DeadLetterQueue } from '../../shared/queue/dead-letter.ts';
import { log } from '../../shared/telemetry/log.ts';
import { type FoldedOrder, foldChanges, type ReceivedChange } from './fold-changes.ts';

export interface ReceiveChangesDeps {
  readonly fanOut: (folded: FoldedOrder) => Promise<void>;
  readonly deadLetters: DeadLetterQueue;
  /** Deletes messages before the batch ends, by their receipt handles. */
  readonly deleteMessages: (receiptHandles: readonly string[]) => Promise<void>;
}

/**
 * One look per order in hand: those of one account one after another, so that SQS holds it at its groups, those of
 * different accounts side by side, so that a slow one delays no other. Whoever is done while others are not has its
 * messages deleted at once: until Lambda does so at the end of the batch, their groups would be shut.
 * A record that cannot be read goes to the dead-letter queue and blocks nothing; after a failure the order's records
 * and what is left of its group come back.
 */
export async function receiveChanges(
  records: readonly SQSRecord[],
  deps: ReceiveChangesDeps,
): Promise<SQSBatchResponse> {
  const failed = new Set<string>();
  const received: ReceivedChange[] = [];
  for (const record of records) {
    const change = await readRecord(record, deps.deadLetters);
    if (change === 'unsaved') failed.add(record.messageId);
    else if (change !== undefined) received.push(change);
  }
  const accounts = [...Map.groupBy(foldChanges(received), ({ account }) => account).values()];
  let working = accounts.length;
  const unsettled = await Promise.all(
    accounts.map(async (orders) => {
      const missed = await lookAtEach(orders, deps);
      working -= 1;
      const done = orders.flatMap(({ messageIds }) => messageIds).filter((id) => !missed.includes(id));
      if (working > 0) await deleteEarly(receiptsOf(records, done), deps);
      return missed;
    }),
  );
  for (const messageId of unsettled.flat()) failed.add(messageId);
  return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}

function receiptsOf(records: readonly SQSRecord[], messageIds: readonly string[]): string[] {
  return records.filter(({ messageId }) => messageIds.includes(messageId)).map(({ receiptHandle }) => receiptHandle);
}

/** Lambda deletes them once more, or for the first time. */
async function deleteEarly(receiptHandles: readonly string[], { deleteMessages }: ReceiveChangesDeps): Promise<void> {
  if (receiptHandles.length === 0) return;
  try {
    await deleteMessages(receiptHandles);
  } catch (error) {
    log.error('delete.failed', { messages: receiptHandles.length }, error);
  }
}

/** One account's orders in turn; says which messages have to come again. */
async function lookAtEach(orders: readonly FoldedOrder[], deps: ReceiveChangesDeps): Promise<readonly string[]> {
  const stopped = new Set<string>();
  const failed: string[] = [];
  for (const folded of orders) {
    if (!stopped.has(folded.groupId) && (await succeeds(folded, deps))) continue;
    stopped.add(folded.groupId);
    failed.push(...folded.messageIds);
  }
  return failed;
}

async function succeeds(folded: FoldedOrder, { fanOut }: ReceiveChangesDeps): Promise<boolean> {
  try {
    await fanOut(folded);
    return true;
  } catch (error) {
    log.error('look.failed', { account: folded.account, orderId: folded.orderId }, error);
    return false;
  }
}

async function readRecord(
  record: SQSRecord,
  deadLetters: DeadLetterQueue,
): Promise<ReceivedChange | 'unsaved' | undefined> {
  const { messageId, body } = record;
  const groupId = record.attributes.MessageGroupId ?? '';
  try {
    return { messageId, groupId, change: parseOrderChange(body) };
  } catch (error) {
    log.error('message.unreadable', { messageId }, error);
  }
  try {
    await deadLetters.send({ body, messageId, groupId, reason: 'unreadable' });
    return undefined;
  } catch (error) {
    log.error('dead-letter.failed', { messageId }, error);
    return 'unsaved';
  }
}
