import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { CompleteConfig } from '../configuration/complete-config.ts';
import type { DestinationQueue } from './destinations/destination-queue.ts';
import type { RelayQueue } from './relay-queue.ts';
import type { Stores } from './stores.ts';
import type { WorkQueues } from './work-queues.ts';

/** What every function stands on. */
export interface Foundation {
  readonly config: CompleteConfig;
  /** Folder of the bundled functions. */
  readonly bundles: string;
  readonly stores: Stores;
  readonly queues: WorkQueues;
  readonly destinations: readonly DestinationQueue[];
}

/** Queues of the destinations, for whoever sends to them. */
export function destinationQueues({ destinations }: Foundation): Queue[] {
  return destinations.map(({ work }: { readonly work: RelayQueue }) => work.queue);
}

/** What every function of a stack has in common. */
export function commonProps({ bundles, config }: Foundation) {
  return { bundles, logsDays: config.retention.logsDays };
}
