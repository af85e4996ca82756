import { keys } from '../ledger/keys.ts';
import type { Table } from '../ledger/table.ts';
import type { ChangeVisibility } from '../queue/change-visibility.ts';
import { createDeadLetterQueue } from '../queue/dead-letter.ts';
import type { Queue } from '../queue/queue.ts';
import type { Bucket } from '../storage/bucket.ts';
import { log } from '../telemetry/log.ts';
import { metrics } from '../telemetry/metrics.ts';
import type { DeliverDeps } from './deliver.ts';
import { createProgressStore } from './delivery-progress.ts';
import { createDeliveryReport } from './delivery-report.ts';
import { isPaused } from './destination-state.ts';
import { type RetryPolicy, THREE_DAYS } from './next-attempt.ts';
import { notePaused, pauseDestination, takeBackPaused } from './note-paused.ts';

/** What a delivery function brings along; the rest is the same for all of them. */
export interface DeliverySettings {
  readonly destination: string;
  readonly table: Table;
  /** Takes what is noted while the destination is paused and lies nowhere else, under `large/`. */
  readonly contents: Bucket;
  readonly deadLetterQueue: Queue;
  readonly changeVisibility: ChangeVisibility;
  readonly attempt: DeliverDeps['attempt'];
  readonly policy?: RetryPolicy;
}

export function createDeliverDeps(settings: DeliverySettings): DeliverDeps {
  const { destination, table, contents, deadLetterQueue, changeVisibility, attempt, policy = THREE_DAYS } = settings;
  return {
    progress: createProgressStore(table, destination),
    deadLetters: createDeadLetterQueue(deadLetterQueue),
    changeVisibility,
    isPaused: async () => isPaused(await table.get(keys.destination(destination))),
    pause: (reason) => pauseDestination(table, destination, reason, Date.now()),
    note: (message) => notePaused({ table, contents }, destination, message),
    takeBack: (message) => takeBackPaused(table, destination, message),
    attempt,
    policy,
    report: createDeliveryReport(destination, log, metrics),
    now: Date.now,
    random: Math.random,
  };
}
