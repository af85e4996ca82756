import type { Destination } from '../../../../shared/delivery/destination.ts';
import { createMemoryBucket, type MemoryBucket } from '../../../support/memory-bucket.ts';
import { createMemoryFileStore, type MemoryFileStore } from '../../../support/memory-file-store.ts';
import { createMemoryTable, type MemoryTable } from '../../../support/memory-table.ts';
import { createQueueModel, type QueueModel } from '../sqs/queue-model.ts';
import type { EventLoop } from '../time/event-loop.ts';
import type { Accounts } from './account-access.ts';

interface RelayQueues {
  readonly orderChanges: QueueModel;
  readonly orderChangesDlq: QueueModel;
  readonly accountJobs: QueueModel;
  readonly accountJobsDlq: QueueModel;
  /** By the destination's name. */
  readonly destinations: ReadonlyMap<string, { readonly queue: QueueModel; readonly deadLetters: QueueModel }>;
}

/** What keeps state between invocations. */
export interface RelayParts {
  readonly accounts: Accounts;
  readonly destinations: readonly Destination[];
  readonly table: MemoryTable;
  readonly revisions: MemoryBucket;
  readonly archive: { readonly manifests: MemoryBucket; readonly files: MemoryFileStore };
  readonly queues: RelayQueues;
}

/** As the deployed stack has them: six times the consumer's timeout, and its receives. */
const ORDER_CHANGES = { visibilityMs: 360_000, maxReceiveCount: 100 };
const ACCOUNT_JOBS = { visibilityMs: 1_080_000, maxReceiveCount: 5 };
const OWN_CONSUMER = { visibilityMs: 360_000, maxReceiveCount: 10 };
const DELIVERY = { visibilityMs: 360_000, maxReceiveCount: 1_000 };

export function createRelayParts(
  accounts: Accounts,
  { destinations }: { readonly destinations: readonly Destination[] },
  loop: EventLoop,
): RelayParts {
  const pair = (name: string, fifo: boolean, settings: typeof ORDER_CHANGES) => {
    const suffix = fifo ? '.fifo' : '';
    const deadLetters = createQueueModel({ name: `${name}-dlq${suffix}`, fifo, visibilityMs: 60_000 }, loop);
    const queue = createQueueModel({ name: `${name}${suffix}`, fifo, ...settings, deadLetters }, loop);
    return { queue, deadLetters };
  };
  const changes = pair('order-changes', true, ORDER_CHANGES);
  const jobs = pair('account-jobs', false, ACCOUNT_JOBS);
  const own = destinations.map(
    ({ name, kind }) => [name, pair(`destination-${name}`, true, kind === 'queue' ? OWN_CONSUMER : DELIVERY)] as const,
  );
  return {
    accounts,
    destinations,
    table: createMemoryTable({ trusted: true }),
    revisions: createMemoryBucket('revisions'),
    archive: { manifests: createMemoryBucket('archive'), files: createMemoryFileStore() },
    queues: {
      orderChanges: changes.queue,
      orderChangesDlq: changes.deadLetters,
      accountJobs: jobs.queue,
      accountJobsDlq: jobs.deadLetters,
      destinations: new Map(own),
    },
  };
}
