import { type RunAccountJobDeps, runAccountJob } from '../../../../functions/account-jobs/run-account-job.ts';
import type { SweepDeps } from '../../../../functions/order-sweep/sweep-deps.ts';
import { sweepOrders } from '../../../../functions/order-sweep/sweep-orders.ts';
import { listAccounts } from '../../../../shared/accounts/account-state.ts';
import { handleBatch } from '../../../../shared/queue/sqs-batch.ts';
import { createFunction, type FunctionRuntime, type Platform } from '../lambda/function-runtime.ts';
import { startWorker } from '../lambda/queue-worker.ts';
import { isServiceFault } from '../lambda/service-weather.ts';
import { performQueue } from '../stores/performed-queue.ts';
import { performTable } from '../stores/performed-table.ts';
import { openClients } from './account-access.ts';
import type { Operator } from './operator.ts';
import type { RelayParts } from './relay-parts.ts';

type ConnectedSweep = Omit<SweepDeps, 'hasTime'>;

const LAST_MS = 30_000;

/** account-jobs behind its queue, and order-sweep that it invokes. */
export function startAccountJobs(
  parts: RelayParts,
  operator: Operator,
  pagesPerSlice: number,
  platform: Platform,
): void {
  const sweep = createSweep(parts, operator, platform);
  const consumer = createFunction<RunAccountJobDeps>(platform, {
    name: 'account-jobs',
    timeoutMs: 180_000,
    visibilityMs: 1_080_000,
    connect(environment) {
      const table = performTable(parts.table, environment);
      return {
        listAccounts: () => listAccounts(table),
        accountJobs: performQueue(parts.queues.accountJobs, environment),
        invoke: (job) =>
          environment.perform({ service: 'lambda', verb: 'invoke', to: `order-sweep ${job.kind}` }, () =>
            runSweep(sweep, job, pagesPerSlice, platform),
          ),
      };
    },
  });
  startWorker(platform, {
    queue: parts.queues.accountJobs,
    consumer,
    batchSize: 1,
    concurrency: 10,
    handle: (records, deps) => handleBatch(records, ({ body }) => runAccountJob(body, deps), { fifo: false }),
  });
}

function createSweep(parts: RelayParts, operator: Operator, platform: Platform): FunctionRuntime<ConnectedSweep> {
  return createFunction<ConnectedSweep>(platform, {
    name: 'order-sweep',
    timeoutMs: 150_000,
    visibilityMs: 0,
    connect(environment) {
      const table = performTable(parts.table, environment);
      return {
        table,
        clients: openClients(parts.accounts, table, environment, platform),
        orderChanges: performQueue(parts.queues.orderChanges, environment),
        destinations: parts.destinations,
        settings: { callsPerHour: 600, deepDays: 14, silenceHours: 12 },
        report: operator.hear,
        now: platform.loop.now,
      };
    },
  });
}

/** @throws where the function failed, as a synchronous invocation tells. */
async function runSweep(
  sweep: FunctionRuntime<ConnectedSweep>,
  job: Parameters<RunAccountJobDeps['invoke']>[0],
  pagesPerSlice: number,
  { loop, journal }: Platform,
): Promise<unknown> {
  let pages = pagesPerSlice;
  const ending = await sweep.invoke(sweep.drawFate(), (deps, { deadline }) => {
    const hasTime = (): boolean => deadline - loop.now() > LAST_MS && pages-- > 0;
    return sweepOrders(job, { ...deps, hasTime });
  });
  if (ending.kind === 'done') return ending.value;
  if (ending.kind === 'failed' && !isServiceFault(ending.error)) {
    journal.violation('P6', `a sweep failed of itself: ${ending.error}`);
  }
  throw new Error(`order-sweep ${ending.kind}`);
}
