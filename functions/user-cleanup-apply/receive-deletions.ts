import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { DeadLetterQueue } from '../../shared/queue/dead-letter.ts';
import { handleBatch } from '../../shared/queue/sqs-batch.ts';
import { type DeletionMessage, parseDeletionMessage } from '../../shared/users/deletion-message.ts';
import { type Applied, applyDeletion } from './apply-deletion.ts';
import type { ApplyDeps } from './apply-deps.ts';

export interface ReceiveDeletionsDeps {
  readonly apply: ApplyDeps;
  readonly deadLetters: DeadLetterQueue;
}

/** One after another within an account; what nobody can read is put aside with its reason. */
export function receiveDeletions(records: readonly SQSRecord[], deps: ReceiveDeletionsDeps): Promise<SQSBatchResponse> {
  return handleBatch(records, (record) => receiveDeletion(record, deps), { fifo: true });
}

async function receiveDeletion(record: SQSRecord, { apply, deadLetters }: ReceiveDeletionsDeps): Promise<Applied> {
  const message = tryParse(record.body);
  if (message !== undefined) return applyDeletion(message, apply);
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
