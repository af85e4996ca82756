import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { EventBusDestinationConfig } from '../../configuration/destination-config.ts';
import type { Foundation } from '../foundation.ts';
import { createPrivateBucket } from '../private-bucket.ts';
import { QueueConsumer } from '../queue-consumer.ts';
import type { RelayFunction } from '../relay-function.ts';
import { createArchiveDelivery } from './archive-destination.ts';
import type { DestinationQueue } from './destination-queue.ts';
import { type Bus, createEventDelivery } from './event-bus-destination.ts';
import { createHttpDelivery } from './http-destination.ts';

interface Consumer {
  /** The design's name: `http-delivery-<destination>` and so on. */
  readonly name: string;
  readonly consumer: RelayFunction;
  readonly archive?: Bucket;
  readonly bus?: Bus;
}

/** How one destination's queue is emptied: by a function of its own, or by the company's consumer. */
export class Delivery extends Construct {
  readonly destination: string;
  readonly consumer: Consumer | undefined;

  constructor(scope: Construct, { config, work }: DestinationQueue, foundation: Foundation) {
    super(scope, `Delivery-${config.name}`);
    this.destination = config.name;
    this.consumer = createConsumer(this, { config, work }, foundation);
    if (this.consumer === undefined || config.kind === 'queue') return;
    const { consumer } = this.consumer;
    new QueueConsumer(this, 'Events', {
      queue: work,
      consumer,
      batchSize: 1,
      maxConcurrency: config.concurrency ?? 10,
    });
  }
}

function createConsumer(
  scope: Construct,
  { config, work }: DestinationQueue,
  foundation: Foundation,
): Consumer | undefined {
  switch (config.kind) {
    case 'queue':
      return undefined;
    case 'http':
      return { name: `http-delivery-${config.name}`, consumer: createHttpDelivery(scope, config, work, foundation) };
    case 'archive': {
      const archive = createPrivateBucket(scope, 'Archive');
      const consumer = createArchiveDelivery(scope, config, work, archive, foundation);
      return { name: `asset-archive-${config.name}`, consumer, archive };
    }
    case 'event-bus': {
      const bus = findBus(scope, config);
      const consumer = createEventDelivery(scope, config.name, work, bus, foundation);
      return { name: `event-delivery-${config.name}`, consumer, bus };
    }
  }
}

function findBus(scope: Construct, { eventBusName }: EventBusDestinationConfig): Bus {
  if (eventBusName !== undefined) return EventBus.fromEventBusName(scope, 'Bus', eventBusName);
  return new EventBus(scope, 'Bus');
}
