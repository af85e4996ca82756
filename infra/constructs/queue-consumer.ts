import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { RelayFunction } from './relay-function.ts';
import type { RelayQueue } from './relay-queue.ts';

export interface QueueConsumerProps {
  readonly queue: RelayQueue;
  readonly consumer: RelayFunction;
  readonly batchSize: number;
  /** Invocations at once, 2 to 1,000. */
  readonly maxConcurrency: number;
}

/** A queue read by a function that reports which records failed, so that only those come again. */
export class QueueConsumer extends Construct {
  constructor(scope: Construct, id: string, { queue, consumer, batchSize, maxConcurrency }: QueueConsumerProps) {
    super(scope, id);
    new EventSourceMapping(this, 'Mapping', {
      target: consumer.function,
      eventSourceArn: queue.queue.queueArn,
      batchSize,
      maxConcurrency,
      reportBatchItemFailures: true,
    });
  }
}
