/** One message for one of the relay's queues. FIFO queues need a group and a deduplication id. */
export interface OutgoingMessage {
  readonly body: string;
  /** At most 128 characters; always a hash or a name, never personal data. */
  readonly groupId?: string;
  /** A repeat under the same id within five minutes vanishes with success (Amazon SQS, FIFO exactly-once processing). */
  readonly deduplicationId?: string;
  readonly delaySeconds?: number;
  /** Text beside the body, which stays what the consumer expects: a dead-letter queue's `reason`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A queue to send to. Resolves only when the message is durable; throws otherwise. */
export interface Queue {
  send(message: OutgoingMessage): Promise<void>;
}
