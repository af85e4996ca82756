import type { OutgoingMessage } from '../../../../shared/queue/queue.ts';
import type { EventLoop } from '../time/event-loop.ts';
import { createDeduplication } from './deduplication.ts';
import { createFifoShelf, createStandardShelf, type Shelf } from './message-shelf.ts';
import type { QueueMessage, ReceivedMessage } from './queue-message.ts';

const RETENTION_MS = 14 * 86_400_000;
const LONGEST_VISIBILITY_MS = 12 * 3_600_000;

export interface QueueSettings {
  readonly name: string;
  readonly fifo: boolean;
  readonly visibilityMs: number;
  /** Receives before a message is moved to `deadLetters`; no limit where that is missing. */
  readonly maxReceiveCount?: number;
  readonly deadLetters?: QueueModel;
}

/** One queue as SQS behaves: groups, deduplication, visibility, receive counts, redrive, retention. */
export interface QueueModel {
  readonly name: string;
  send(message: OutgoingMessage): void;
  /** Up to ten messages; several of one FIFO group may be among them, but none of a group that has one in flight. */
  receive(most: number): readonly ReceivedMessage[];
  /** False where the receipt is no longer good: then the message comes again. What the same receive deleted already is gone. */
  delete(received: ReceivedMessage): boolean;
  /** As `delete`, for whoever has no more than the receipt. */
  remove(receipt: string): void;
  changeVisibility(receipt: string, seconds: number): void;
  /** Told whenever something may have become visible. */
  onVisible(listener: () => void): void;
  /** Everything that is there, hidden or not. */
  messages(): readonly QueueMessage[];
  isEmpty(): boolean;
  /** Messages that ran out of retention, as silently as on SQS. */
  readonly expired: readonly QueueMessage[];
}

export function createQueueModel(settings: QueueSettings, loop: EventLoop): QueueModel {
  const { name, fifo, visibilityMs, maxReceiveCount = Number.POSITIVE_INFINITY, deadLetters } = settings;
  const shelf: Shelf = fifo ? createFifoShelf() : createStandardShelf();
  const isRepeat = createDeduplication(loop.now);
  const inFlight = new Map<string, QueueMessage>();
  const expired: QueueMessage[] = [];
  let listener: (() => void) | undefined;
  let made = 0;

  const wakeAt = (instant: number): void => {
    if (listener !== undefined) loop.at(instant, listener);
  };

  function dropExpired(): void {
    const oldestKept = loop.now() - RETENTION_MS;
    for (let first = shelf.oldest(); first !== undefined && first.sentAt < oldestKept; first = shelf.oldest()) {
      shelf.remove(first);
      expired.push(first);
    }
  }

  /** Counted before it is handed out: one receive too many goes to the dead-letter queue instead. */
  function take(message: QueueMessage): ReceivedMessage | undefined {
    if (message.receiveCount >= maxReceiveCount && deadLetters !== undefined) {
      shelf.remove(message);
      deadLetters.send(message.outgoing);
      return undefined;
    }
    message.receiveCount += 1;
    message.receivedAt = loop.now();
    message.visibleAt = loop.now() + visibilityMs;
    made += 1;
    const receipt = `${message.id}#${made}`;
    if (message.receipt !== null) inFlight.delete(message.receipt);
    message.receipt = receipt;
    inFlight.set(receipt, message);
    wakeAt(message.visibleAt);
    return { message, receipt, receiveCount: message.receiveCount };
  }

  function remove(message: QueueMessage, receipt: string): boolean {
    if (message.receipt !== receipt) return false;
    if (message.deleted) return true;
    if (message.visibleAt <= loop.now()) return false;
    message.deleted = true;
    shelf.remove(message);
    inFlight.delete(receipt);
    listener?.();
    return true;
  }

  return {
    name,
    expired,
    send(outgoing) {
      if (fifo && isRepeat(outgoing.deduplicationId ?? '')) return;
      made += 1;
      const visibleAt = loop.now() + (outgoing.delaySeconds ?? 0) * 1_000;
      const message = { id: `${name}-${made}`, outgoing, sentAt: loop.now(), visibleAt };
      shelf.add({ ...message, receiveCount: 0, receivedAt: 0, receipt: null, deleted: false });
      if (visibleAt > loop.now()) wakeAt(visibleAt);
      else listener?.();
    },
    receive(most) {
      dropExpired();
      return shelf.visible(loop.now(), most).flatMap((message) => take(message) ?? []);
    },
    delete: ({ message, receipt }) => remove(message, receipt),
    remove(receipt) {
      const message = inFlight.get(receipt);
      if (message !== undefined) remove(message, receipt);
    },
    changeVisibility(receipt, seconds) {
      const message = inFlight.get(receipt);
      if (message === undefined || message.visibleAt <= loop.now()) throw new Error('the receipt is not good any more');
      message.visibleAt = Math.min(loop.now() + seconds * 1_000, message.receivedAt + LONGEST_VISIBILITY_MS);
      wakeAt(message.visibleAt);
    },
    onVisible(heard) {
      listener = heard;
    },
    messages: () => shelf.all(),
    isEmpty: () => shelf.oldest() === undefined,
  };
}
