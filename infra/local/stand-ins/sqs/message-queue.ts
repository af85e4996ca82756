import { createHash, randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import { createDeduplication } from './deduplication.ts';
import { type QueueAttributes, readRedrivePolicy } from './queue-attributes.ts';
import type { NewMessage, StoredMessage } from './stored-message.ts';

const MAX_VISIBILITY_SECONDS = 43_200;

export interface MessageQueueOptions {
  readonly name: string;
  readonly arn: string;
  readonly attributes: QueueAttributes;
  readonly now: () => number;
  /** Another queue by its ARN: the dead-letter queue. */
  readonly findQueue: (arn: string) => MessageQueue | undefined;
}

/** One queue with SQS's rules for visibility, order, deduplication, retention and redrive, on the stack's clock. */
export class MessageQueue {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly tags = new Map<string, string>();
  attributes: QueueAttributes;
  /** In the order they were sent. */
  readonly #messages = new Map<string, StoredMessage>();
  /** Of a FIFO queue, by group, whose turn is next first; each in the order they were sent. */
  readonly #groups = new Map<string, Set<StoredMessage>>();
  readonly #byHandle = new Map<string, StoredMessage>();
  readonly #deduplication = createDeduplication();
  readonly #now: () => number;
  readonly #findQueue: (arn: string) => MessageQueue | undefined;
  readonly #waiting = new Set<() => void>();
  #sequence = 0;

  constructor(options: MessageQueueOptions) {
    this.name = options.name;
    this.arn = options.arn;
    this.attributes = options.attributes;
    this.createdAt = options.now();
    this.#now = options.now;
    this.#findQueue = options.findQueue;
  }

  isFifo(): boolean {
    return this.attributes.FifoQueue === 'true';
  }

  /** A repeat within the deduplication window answers the first message and adds none. */
  send(message: NewMessage): Pick<StoredMessage, 'id' | 'sequenceNumber'> {
    const now = this.#now();
    const key = this.#deduplicationKey(message);
    const earlier = key === undefined ? undefined : this.#deduplication.find(key, now);
    if (earlier !== undefined) return earlier;
    const { delaySeconds = this.#seconds('DelaySeconds'), ...content } = message;
    const added = this.#add(content, now, now + delaySeconds * 1_000);
    if (key !== undefined) this.#deduplication.record(key, { ...added, at: now });
    return added;
  }

  /** Takes at most so many visible messages. */
  receive(max: number, visibilitySeconds = this.#seconds('VisibilityTimeout')): StoredMessage[] {
    const now = this.#now();
    this.#dropExpired(now);
    const taken: StoredMessage[] = [];
    for (const message of this.isFifo() ? this.#inFreeGroups(now) : this.#messages.values()) {
      if (taken.length >= max) break;
      if (message.visibleAt > now || this.#redrive(message, now)) continue;
      taken.push(this.#take(message, now, visibilitySeconds));
    }
    this.#haveServed(taken);
    return taken;
  }

  /** A message that is gone already is deleted with success. @throws AwsError for a handle that can be none */
  remove(receiptHandle: string): void {
    const message = this.#find(receiptHandle);
    if (message === undefined) return;
    if (this.isFifo() && message.visibleAt <= this.#now()) {
      throw new AwsError('InvalidParameterValue', 'The receipt handle has expired');
    }
    this.#forget(message);
  }

  /** @throws AwsError when the message is not in flight, or would be hidden for over 12 hours in all */
  changeVisibility(receiptHandle: string, seconds: number): void {
    const now = this.#now();
    const message = this.#find(receiptHandle);
    if (message === undefined || message.visibleAt <= now) {
      throw new AwsError('MessageNotInflight', 'The message is not available for a change of its visibility timeout.');
    }
    const visibleAt = now + seconds * 1_000;
    if (visibleAt - message.receivedAt > MAX_VISIBILITY_SECONDS * 1_000) {
      throw new AwsError('InvalidParameterValue', 'Total VisibilityTimeout for the message is beyond the limit');
    }
    message.visibleAt = visibleAt;
    this.#wake();
  }

  /** Resolves when something may have become visible, at the latest after so long in real time. */
  async changed(atMostMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, Math.max(1, atMostMs));
      this.#waiting.add(wake);
    });
  }

  purge(): void {
    for (const message of this.#messages.values()) this.#forget(message);
  }

  counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number } {
    const now = this.#now();
    this.#dropExpired(now);
    const hidden = [...this.#messages.values()].filter(({ visibleAt }) => visibleAt > now);
    const inFlight = hidden.filter(({ receiptHandle }) => receiptHandle !== undefined).length;
    return { visible: this.#messages.size - hidden.length, inFlight, delayed: hidden.length - inFlight };
  }

  #add(
    content: Omit<NewMessage, 'delaySeconds'>,
    sentAt: number,
    visibleAt: number,
    from?: StoredMessage & { arn: string },
  ) {
    this.#sequence += 1;
    const message: StoredMessage = {
      ...content,
      id: from?.id ?? randomUUID(),
      md5: createHash('md5').update(content.body).digest('hex'),
      sentAt,
      visibleAt,
      sequenceNumber: this.isFifo() ? String(this.#sequence).padStart(20, '0') : undefined,
      deadLetterSource: from?.arn,
      receiveCount: from?.receiveCount ?? 0,
      firstReceivedAt: from?.firstReceivedAt,
      receiptHandle: undefined,
      receivedAt: 0,
    };
    this.#messages.set(message.id, message);
    if (this.isFifo()) this.#groupOf(message).add(message);
    this.#wake();
    return message;
  }

  #take(message: StoredMessage, now: number, visibilitySeconds: number): StoredMessage {
    if (message.receiptHandle !== undefined) this.#byHandle.delete(message.receiptHandle);
    message.receiptHandle = randomUUID();
    message.receivedAt = now;
    message.visibleAt = now + visibilitySeconds * 1_000;
    message.receiveCount += 1;
    message.firstReceivedAt ??= now;
    this.#byHandle.set(message.receiptHandle, message);
    return message;
  }

  /** Moves a message that was received often enough; the enqueue time is kept, but for FIFO. */
  #redrive(message: StoredMessage, now: number): boolean {
    const policy = this.attributes.RedrivePolicy;
    if (!policy) return false;
    const { deadLetterTargetArn, maxReceiveCount } = readRedrivePolicy(policy);
    const deadLetters = this.#findQueue(deadLetterTargetArn);
    if (deadLetters === undefined || message.receiveCount < maxReceiveCount) return false;
    this.#forget(message);
    deadLetters.#add(message, this.isFifo() ? now : message.sentAt, now, { ...message, arn: this.arn });
    return true;
  }

  /**
   * As many of one group as there are, in order, then the next group's; nothing of a group with a message in flight. So
   * SQS does, however much waits in other groups (up to 120,000 messages, beyond which it looks no further).
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
   */
  *#inFreeGroups(now: number): Iterable<StoredMessage> {
    const shut = this.#groupsInFlight(now);
    for (const [id, group] of this.#groups) {
      if (shut.has(id)) continue;
      for (const message of group) {
        if (message.visibleAt > now) break;
        yield message;
      }
    }
  }

  /** Whose turn it was comes after all others. */
  #haveServed(messages: readonly StoredMessage[]): void {
    if (!this.isFifo()) return;
    for (const message of messages) {
      const group = this.#groupOf(message);
      this.#groups.delete(message.groupId ?? '');
      this.#groups.set(message.groupId ?? '', group);
    }
  }

  #groupOf({ groupId = '' }: StoredMessage): Set<StoredMessage> {
    const group = this.#groups.get(groupId) ?? new Set();
    this.#groups.set(groupId, group);
    return group;
  }

  #groupsInFlight(now: number): Set<string> {
    const groups = new Set<string>();
    for (const { groupId, visibleAt } of this.#byHandle.values()) {
      if (groupId !== undefined && visibleAt > now) groups.add(groupId);
    }
    return groups;
  }

  #find(receiptHandle: string): StoredMessage | undefined {
    if (/^[0-9a-f-]{36}$/.test(receiptHandle)) return this.#byHandle.get(receiptHandle);
    throw new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.', 404);
  }

  /** Its leaving may free the group it belongs to. */
  #forget(message: StoredMessage): void {
    this.#messages.delete(message.id);
    const group = this.#groups.get(message.groupId ?? '');
    if (group?.delete(message) && group.size === 0) this.#groups.delete(message.groupId ?? '');
    if (message.receiptHandle !== undefined) this.#byHandle.delete(message.receiptHandle);
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }

  #dropExpired(now: number): void {
    const oldest = now - this.#seconds('MessageRetentionPeriod') * 1_000;
    for (const message of this.#messages.values()) {
      if (message.sentAt < oldest) this.#forget(message);
      else if (message.deadLetterSource === undefined) return;
    }
  }

  #deduplicationKey({ body, groupId, deduplicationId }: NewMessage): string | undefined {
    if (!this.isFifo()) return undefined;
    const id = deduplicationId ?? createHash('sha256').update(body).digest('hex');
    return this.attributes.DeduplicationScope === 'messageGroup' ? JSON.stringify([groupId, id]) : id;
  }

  #seconds(attribute: string): number {
    return Number(this.attributes[attribute] ?? 0);
  }
}
