import { type AccountJob, parseAccountJob } from '../../shared/accounts/account-job.ts';
import { connectAccountClients } from '../../shared/accounts/connect-account-clients.ts';
import { createDocumentClient, createS3Client, createSqsClient } from '../../shared/aws/clients.ts';
import { createDynamoTable } from '../../shared/aws/dynamodb-table.ts';
import { createS3Bucket } from '../../shared/aws/s3-bucket.ts';
import { createSqsQueue } from '../../shared/aws/sqs-queue.ts';
import { parseDestinations } from '../../shared/delivery/parse-destinations.ts';
import { sendEvent } from '../../shared/delivery/send-event.ts';
import { readJson } from '../../shared/lambda/environment.ts';
import { createHandler } from '../../shared/lambda/handler.ts';
import { log } from '../../shared/telemetry/log.ts';
import { metrics } from '../../shared/telemetry/metrics.ts';
import { parseCleanupPolicy } from '../../shared/users/cleanup-policy.ts';
import { createCleanupReport } from '../../shared/users/report-cleanup.ts';
import { createS3RosterSource } from '../../shared/users/roster/s3-roster-source.ts';
import { createUserEventSender } from '../../shared/users/send-user-event.ts';
import type { CleanupPlanDeps } from './cleanup-plan-deps.ts';
import { readUserCleanupPlanEnvironment } from './config.ts';
import { type CleanupAnswer, type CleanupJob, runCleanupPlan } from './run-cleanup-plan.ts';

/** What loading, judging and storing may still take once the slice is over. */
const LAST_MS = 60_000;

export const handler = createHandler(
  connect,
  (event: unknown, deps, { remainingMs }): Promise<CleanupAnswer> =>
    runCleanupPlan(forOneAccount(parseAccountJob(event)), { ...deps, hasTime: () => remainingMs() > LAST_MS }),
);

function connect(): Omit<CleanupPlanDeps, 'hasTime'> {
  const env = readUserCleanupPlanEnvironment(process.env);
  const sqs = createSqsClient();
  const s3 = createS3Client();
  const table = createDynamoTable(createDocumentClient(), env.LEDGER_TABLE);
  const audit = createS3Bucket(s3, env.AUDIT_BUCKET);
  const revisions = createS3Bucket(s3, env.REVISIONS_BUCKET);
  const queueFor = (url: string) => createSqsQueue(sqs, url);
  return {
    table,
    audit,
    listings: createS3Bucket(s3, env.LISTINGS_BUCKET),
    rosters: createS3RosterSource(s3, env.ROSTERS_BUCKET),
    configured: readJson('CLEANUP', env.CLEANUP, parseCleanupPolicy),
    clients: connectAccountClients(env.ACCOUNT_SECRET_PREFIX, table, { timeoutMs: 25_000 }),
    userDeletions: queueFor(env.USER_DELETIONS_QUEUE_URL),
    sendUserEvent: createUserEventSender(
      readJson('DESTINATIONS', env.DESTINATIONS, parseDestinations),
      { table, contents: revisions },
      (content, destination) => sendEvent(content, destination, { queueFor, largeEvents: revisions }),
    ),
    report: createCleanupReport(log, metrics),
    now: Date.now,
  };
}

function forOneAccount(job: AccountJob): CleanupJob {
  if (job.account === undefined) throw new TypeError('a cleanup plan is for one account: name it in the job');
  return { ...job, account: job.account };
}
