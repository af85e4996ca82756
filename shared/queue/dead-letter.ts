import type { Queue } from './queue.ts';

/** A message that its consumer gives up. */
interface DeadLetter {
  /** The message as it was received, so that a redrive sends the same. */
  readonly body: string;
  /** SQS's id of the received message: makes a repeated move one, and a move after a redrive another. */
  readonly messageId: string;
  /** FIFO queues only. */
  readonly groupId?: string | undefined;
  /** Stable code for people and the CLI: `out-of-attempts`, `expiring`, `unreadable`. */
  readonly reason: string;
  /** Of a delivery, so that a redrive keeps its place. */
  readonly sequence?: string | null | undefined;
}

export interface DeadLetterQueue {
  /** Resolves once the message is durable there; only then may it be acknowledged here. */
  send(letter: DeadLetter): Promise<void>;
}

/** The reason travels as the message attribute `reason`. */
export function createDeadLetterQueue(queue: Queue): DeadLetterQueue {
  return {
    send: ({ body, messageId, groupId, reason, sequence }) =>
      queue.send({
        body,
        attributes: { reason, ...(sequence == null ? {} : { sequence }) },
        ...(groupId === undefined ? {} : { groupId, deduplicationId: messageId }),
      }),
  };
}
