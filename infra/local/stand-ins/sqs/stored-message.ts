import type { JsonObject } from '../json-object.ts';

/** What a sender gives; checked already. */
export interface NewMessage {
  readonly body: string;
  /** As the protocol carries them, by name. */
  readonly attributes: JsonObject;
  readonly delaySeconds: number | undefined;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  /** `AWSTraceHeader`, by which a message's path through functions can be followed. */
  readonly trace: string | undefined;
}

/** A message as it lies in a queue; instants are Unix milliseconds of the stack's clock. */
export interface StoredMessage extends Omit<NewMessage, 'delaySeconds'> {
  readonly id: string;
  readonly md5: string;
  readonly sentAt: number;
  readonly sequenceNumber: string | undefined;
  /** The queue whose dead-letter queue this is. */
  readonly deadLetterSource: string | undefined;
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt: number | undefined;
  /** The newest receive's handle; older ones are void. */
  receiptHandle: string | undefined;
  receivedAt: number;
}
