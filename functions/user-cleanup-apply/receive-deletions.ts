import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { ChangeVisibility } from '../../shared/queue/change-visibility.ts';
import type { DeadLetterQueue } from '../../shared/queue/dead-letter.ts';
import { handleBatch } from '../../shared/queue/sqs-batch.ts';
import { type DeletionMessage, parseDeletionMessage } from '../../shared/users/deletion-message.ts';
import { applyDeletion } from './apply-deletion.ts';
import type { ApplyDeps } from './apply-deps.ts';

export interface ReceiveDeletionsDeps {
  readonly apply: ApplyDeps;
  readonly deadLetters: DeadLetterQueue;
  readonly changeVisibility: ChangeVisibility;
}

/** A listing under way serves 15 minutes only; sweeps come every 15. */
const COMES_AGAIN_SECONDS = { unlisted: 1, unswept: 600 } as const;

/** One after another within an account; what nobody can read is put aside with its reason. */
export function receiveDeletions(records: readonly SQSRecord[], deps: ReceiveDeletionsDeps): Promise<SQSBatchResponse> {
  return handleBatch(records, (record) => receiveDeletion(record, deps), { fifo: true });
}

async function receiveDeletion(record: SQSRecord, deps: ReceiveDeletionsDeps): Promise<'done' | 'put-off'> {
  const { apply, deadLetters, changeVisibility } = deps;
  const message = tryParse(record.body);
  if (message !== undefined) {
    const applied = await applyDeletion(message, apply);
    if (applied === 'done') return 'done';
    await changeVisibility(record.receiptHandle, COMES_AGAIN_SECONDS[applied]);
    return 'put-off';
  }
  const groupId = record.attributes.MessageGroupId;
  await deadLetters.send({ body: record.body, messageId: record.messageId, groupId, reason: 'unreadable' });
  return 'done';
}

function tryParse(body: string): DeletionMessage | undefined {
  try {
    return parseDeletionMessage(body);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
