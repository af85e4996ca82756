import type { OutgoingMessage } from '../../../../shared/queue/queue.ts';

/** A message as a queue holds it. */
export interface QueueMessage {
  readonly id: string;
  readonly outgoing: OutgoingMessage;
  /** Unix milliseconds; counts for retention. */
  readonly sentAt: number;
  /** Hidden until then. */
  visibleAt: number;
  receiveCount: number;
  /** Of the latest receive, in unix milliseconds. */
  receivedAt: number;
  /** Of the latest receive; earlier ones delete nothing. */
  receipt: string | null;
  deleted: boolean;
}

/** A message in the hands of a consumer. */
export interface ReceivedMessage {
  readonly message: QueueMessage;
  readonly receipt: string;
  readonly receiveCount: number;
}
