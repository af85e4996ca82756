import { AccountPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Destination } from '../../../shared/delivery/destination.ts';
import type { DestinationConfig } from '../../configuration/destination-config.ts';
import { describeDestination } from '../../configuration/environment-size.ts';
import { type FunctionJob, visibilitySeconds } from '../function-sizes.ts';
import { RelayQueue } from '../relay-queue.ts';

/** A destination and the queue its events wait in. */
export interface DestinationQueue {
  readonly config: DestinationConfig;
  readonly work: RelayQueue;
}

const CONSUMERS: Readonly<Record<Exclude<DestinationConfig['kind'], 'queue'>, FunctionJob>> = {
  http: 'http-delivery',
  archive: 'asset-archive',
  'event-bus': 'event-delivery',
};

/** Deliveries count their own attempts over days; receives are a backstop only. */
const DELIVERY_RECEIVES = 1_000;

export function createDestinationQueue(scope: Construct, config: DestinationConfig): DestinationQueue {
  const work = new RelayQueue(scope, `Destination-${config.name}`, {
    name: `destination-${config.name}.fifo`,
    whoIsHurt: `Orders were not delivered to the destination ${config.name}.`,
    ...receiving(config),
  });
  if (config.kind === 'queue') {
    for (const account of config.consumerAccounts ?? []) work.queue.grantConsumeMessages(new AccountPrincipal(account));
  }
  return { config, work };
}

/** A destination as functions see it. */
export function toDestination({ config, work }: DestinationQueue): Destination {
  return { ...describeDestination(config), queueUrl: work.queue.queueUrl };
}

function receiving(config: DestinationConfig) {
  if (config.kind === 'queue') {
    const { visibilityTimeoutSeconds = 360, maxReceiveCount = 10 } = config;
    return { visibilitySeconds: visibilityTimeoutSeconds, maxReceiveCount };
  }
  return { visibilitySeconds: visibilitySeconds(CONSUMERS[config.kind]), maxReceiveCount: DELIVERY_RECEIVES };
}
