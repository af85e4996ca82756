import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { ReceivedMessage } from '../sqs/queue-message.ts';
import type { QueueModel } from '../sqs/queue-model.ts';
import type { FunctionRuntime, Platform } from './function-runtime.ts';
import type { Invocation } from './invocation.ts';

export interface WorkerOptions<Deps> {
  readonly queue: QueueModel;
  readonly consumer: FunctionRuntime<Deps>;
  readonly batchSize: number;
  readonly concurrency: number;
  readonly handle: (records: readonly SQSRecord[], deps: Deps, invocation: Invocation) => Promise<SQSBatchResponse>;
  /** False while the consumer is switched off, e.g. a company's own one that is down. */
  readonly isRunning?: () => boolean;
}

const LONGEST_POLL_MS = 400;

/** An event source mapping: polls, invokes, deletes what was done; all else comes back when its visibility ends. */
export function startWorker<Deps>(platform: Platform, options: WorkerOptions<Deps>): { readonly poll: () => void } {
  const { loop, random } = platform;
  const { queue, batchSize, concurrency, isRunning = () => true } = options;
  let running = 0;
  let polling = false;

  function poll(): void {
    if (polling || queue.isEmpty()) return;
    polling = true;
    loop.after(random.below(LONGEST_POLL_MS), () => {
      polling = false;
      while (running < concurrency && isRunning()) {
        const batch = queue.receive(batchSize);
        if (batch.length === 0) return;
        running += 1;
        void consume(batch);
      }
    });
  }

  async function consume(batch: readonly ReceivedMessage[]): Promise<void> {
    await workOff(platform, options, batch);
    running -= 1;
    poll();
  }

  queue.onVisible(poll);
  return { poll };
}

async function workOff<Deps>(
  { loop, journal }: Platform,
  { queue, consumer, handle }: WorkerOptions<Deps>,
  batch: readonly ReceivedMessage[],
): Promise<void> {
  const fate = consumer.drawFate();
  if (fate.heldMs !== undefined) await loop.sleep(fate.heldMs);
  const records = batch.map((received) => toRecord(received));
  let deliveries: readonly string[] = [];
  const ending = await consumer.invoke(fate, (deps, invocation) => {
    deliveries = invocation.deliveries;
    return handle(records, deps, invocation);
  });
  if (ending.kind !== 'done') return;
  const failedIds = new Set(ending.value.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const failed = batch.filter(({ message }) => failedIds.has(message.id));
  const expired = batch.filter((received) => !failed.includes(received) && !queue.delete(received));
  for (const _ of expired) journal.fault('visibility-expired');
  if (failed.length + expired.length === 0) return;
  for (const deliveryId of comingAgain(batch, failed, expired, deliveries)) journal.excuse(deliveryId);
}

/**
 * What messages that come back may bring once more, each its own delivery, and whatever was sent while they were worked
 * on. What another worker got hold of meanwhile may be brought by both, also where this one only noted it.
 */
function comingAgain(
  batch: readonly ReceivedMessage[],
  failed: readonly ReceivedMessage[],
  expired: readonly ReceivedMessage[],
  deliveries: readonly string[],
): string[] {
  const carried = new Set(batch.flatMap(carriedDelivery));
  const sent = new Set(deliveries.filter((id) => !carried.has(id)));
  const delivered = failed.flatMap(carriedDelivery).filter((id) => deliveries.includes(id));
  return [...expired.flatMap(carriedDelivery), ...delivered, ...sent];
}

/** The delivery that a destination's message carries. */
function carriedDelivery({ message }: ReceivedMessage): string[] {
  const [id = ''] = (message.outgoing.deduplicationId ?? '').split('-');
  return id.startsWith('dl_') ? [id] : [];
}

function toRecord({ message, receipt, receiveCount }: ReceivedMessage): SQSRecord {
  const { outgoing } = message;
  const attributes = Object.entries(outgoing.attributes ?? {}).map(
    ([name, stringValue]) => [name, { stringValue, dataType: 'String' }] as const,
  );
  return {
    messageId: message.id,
    receiptHandle: receipt,
    body: outgoing.body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: String(message.sentAt),
      SenderId: 'relay',
      ApproximateFirstReceiveTimestamp: String(message.sentAt),
      ...(outgoing.groupId === undefined ? {} : { MessageGroupId: outgoing.groupId }),
      ...(outgoing.deduplicationId === undefined ? {} : { MessageDeduplicationId: outgoing.deduplicationId }),
    },
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: '',
  };
}
