import { redriveLetters } from '../../../../infra/cli/dlq/dead-letters.ts';
import { createOvertaken } from '../../../../infra/cli/dlq/overtaken.ts';
import type { QueueReader, WaitingMessage } from '../../../../infra/cli/dlq/queue-reader.ts';
import type { ReceivedMessage } from '../sqs/queue-message.ts';
import type { QueueModel } from '../sqs/queue-model.ts';
import type { RelayParts } from './relay-parts.ts';

const MOST_LETTERS = 1_000;

/** What an operator does once causes are mended: everything in the dead-letter queues of orders is sent again. */
export async function redriveAll({ queues, table }: RelayParts, requestId: string): Promise<void> {
  const plan = { execute: true, limit: MOST_LETTERS, requestId };
  await redriveLetters(openReader(queues.orderChangesDlq), sourceOf(queues.orderChanges), plan);
  for (const [name, { queue, deadLetters }] of queues.destinations) {
    const isOvertaken = createOvertaken(table, name);
    await redriveLetters(openReader(deadLetters), sourceOf(queue), { ...plan, isOvertaken });
  }
}

function sourceOf(queue: QueueModel) {
  return { send: async (message: Parameters<QueueModel['send']>[0]) => queue.send(message) };
}

function openReader(queue: QueueModel): QueueReader {
  const taken = new Map<string, ReceivedMessage>();
  return {
    async receive() {
      return queue.receive(10).map((received) => {
        taken.set(received.receipt, received);
        return toWaiting(received);
      });
    },
    release: async ({ receiptHandle }) => queue.changeVisibility(receiptHandle, 0),
    async remove({ receiptHandle }) {
      const received = taken.get(receiptHandle);
      if (received !== undefined) queue.delete(received);
    },
    count: async () => ({ waiting: queue.messages().length, inFlight: 0 }),
  };
}

function toWaiting({ message, receipt }: ReceivedMessage): WaitingMessage {
  const { outgoing, sentAt, id } = message;
  return {
    messageId: id,
    receiptHandle: receipt,
    body: outgoing.body,
    groupId: outgoing.groupId,
    sentAt: new Date(sentAt).toISOString(),
    reason: outgoing.attributes?.reason ?? null,
    sequence: outgoing.attributes?.sequence,
  };
}
