import type { OutgoingMessage, Queue } from '../../shared/queue/queue.ts';

/** A queue that keeps what was sent, in order; with `dedupe`, a repeated deduplication id vanishes as on a FIFO queue. */
export interface MemoryQueue extends Queue {
  readonly messages: readonly OutgoingMessage[];
  /** Sends fail with this until it is taken away. */
  failure: Error | undefined;
}

export function createMemoryQueue({ dedupe = false } = {}): MemoryQueue {
  const messages: OutgoingMessage[] = [];
  const seen = new Set<string>();
  const queue: MemoryQueue = {
    messages,
    failure: undefined,
    async send(message) {
      if (queue.failure !== undefined) throw queue.failure;
      const id = message.deduplicationId;
      if (dedupe && id !== undefined && seen.has(id)) return;
      if (id !== undefined) seen.add(id);
      messages.push(structuredClone(message));
    },
  };
  return queue;
}
