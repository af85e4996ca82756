import { type AccountJob, parseAccountJob } from '../../shared/accounts/account-job.ts';
import { loadAccountSettings } from '../../shared/accounts/account-settings.ts';
import { connectAccountClients } from '../../shared/accounts/connect-account-clients.ts';
import { createDocumentClient, createSqsClient } from '../../shared/aws/clients.ts';
import { createDynamoTable } from '../../shared/aws/dynamodb-table.ts';
import { createSqsQueue } from '../../shared/aws/sqs-queue.ts';
import { parseDestinations } from '../../shared/delivery/parse-destinations.ts';
import { readJson } from '../../shared/lambda/environment.ts';
import { createHandler } from '../../shared/lambda/handler.ts';
import { parseSweepSettings } from '../../shared/orders/sweep-settings.ts';
import { log } from '../../shared/telemetry/log.ts';
import { metrics } from '../../shared/telemetry/metrics.ts';
import { readOrderSweepEnvironment } from './config.ts';
import { createSweepReport } from './report-sweep.ts';
import type { SweepAnswer } from './sweep-answer.ts';
import type { SweepDeps } from './sweep-deps.ts';
import { sweepOrders } from './sweep-orders.ts';

/** What a page and its messages may still take once the slice is over. */
const LAST_MS = 30_000;

export const handler = createHandler(connect, async (event: unknown, deps, { remainingMs }): Promise<SweepAnswer> => {
  const job = forOneAccount(parseAccountJob(event));
  const { sweepCallsPerHour } = await loadAccountSettings(deps.table, job.account);
  const settings = { ...deps.settings, callsPerHour: sweepCallsPerHour ?? deps.settings.callsPerHour };
  return sweepOrders(job, { ...deps, settings, hasTime: () => remainingMs() > LAST_MS });
});

function connect(): Omit<SweepDeps, 'hasTime'> {
  const env = readOrderSweepEnvironment(process.env);
  const table = createDynamoTable(createDocumentClient(), env.LEDGER_TABLE);
  return {
    table,
    clients: connectAccountClients(env.ACCOUNT_SECRET_PREFIX, table, { timeoutMs: 25_000 }),
    orderChanges: createSqsQueue(createSqsClient(), env.ORDER_CHANGES_QUEUE_URL),
    destinations: readJson('DESTINATIONS', env.DESTINATIONS, parseDestinations),
    settings: readJson('SWEEP', env.SWEEP, parseSweepSettings),
    report: createSweepReport(log, metrics),
    now: Date.now,
  };
}

function forOneAccount(job: AccountJob): AccountJob & { readonly account: string } {
  if (job.account === undefined) throw new TypeError('an order sweep is for one account: name it in the job');
  return { ...job, account: job.account };
}
