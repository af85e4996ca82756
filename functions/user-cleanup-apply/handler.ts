import type { SQSEvent } from 'aws-lambda';
import { connectAccountClients } from '../../shared/accounts/connect-account-clients.ts';
import { createDocumentClient, createS3Client, createSqsClient } from '../../shared/aws/clients.ts';
import { createDynamoTable } from '../../shared/aws/dynamodb-table.ts';
import { createS3Bucket } from '../../shared/aws/s3-bucket.ts';
import { createSqsQueue } from '../../shared/aws/sqs-queue.ts';
import { createVisibilityChanger } from '../../shared/aws/sqs-visibility.ts';
import { parseDestinations } from '../../shared/delivery/parse-destinations.ts';
import { sendEvent } from '../../shared/delivery/send-event.ts';
import { readJson } from '../../shared/lambda/environment.ts';
import { createHandler } from '../../shared/lambda/handler.ts';
import { createDeadLetterQueue } from '../../shared/queue/dead-letter.ts';
import { log } from '../../shared/telemetry/log.ts';
import { metrics } from '../../shared/telemetry/metrics.ts';
import { parseCleanupPolicy } from '../../shared/users/cleanup-policy.ts';
import { createCleanupReport } from '../../shared/users/report-cleanup.ts';
import { createS3RosterSource } from '../../shared/users/roster/s3-roster-source.ts';
import { createUserEventSender } from '../../shared/users/send-user-event.ts';
import type { ApplyDeps } from './apply-deps.ts';
import { readUserCleanupApplyEnvironment } from './config.ts';
import { type ReceiveDeletionsDeps, receiveDeletions } from './receive-deletions.ts';

/** What loading, judging, deleting and looking again may still take once a listing stopped. */
const LAST_MS = 60_000;

export const handler = createHandler(connect, (event: SQSEvent, { apply, ...queues }, { remainingMs }) =>
  receiveDeletions(event.Records, { ...queues, apply: { ...apply, hasTime: () => remainingMs() > LAST_MS } }),
);

function connect(): Omit<ReceiveDeletionsDeps, 'apply'> & { readonly apply: Omit<ApplyDeps, 'hasTime'> } {
  const env = readUserCleanupApplyEnvironment(process.env);
  const sqs = createSqsClient();
  const s3 = createS3Client();
  const table = createDynamoTable(createDocumentClient(), env.LEDGER_TABLE);
  const audit = createS3Bucket(s3, env.AUDIT_BUCKET);
  const revisions = createS3Bucket(s3, env.REVISIONS_BUCKET);
  const queueFor = (url: string) => createSqsQueue(sqs, url);
  return {
    changeVisibility: createVisibilityChanger(sqs, env.USER_DELETIONS_QUEUE_URL),
    deadLetters: createDeadLetterQueue(queueFor(env.USER_DELETIONS_DLQ_URL)),
    apply: {
      table,
      audit,
      listings: createS3Bucket(s3, env.LISTINGS_BUCKET),
      rosters: createS3RosterSource(s3, env.ROSTERS_BUCKET),
      configured: readJson('CLEANUP', env.CLEANUP, parseCleanupPolicy),
      clients: connectAccountClients(env.ACCOUNT_SECRET_PREFIX, table, { timeoutMs: 25_000 }),
      sendUserEvent: createUserEventSender(
        readJson('DESTINATIONS', env.DESTINATIONS, parseDestinations),
        { table, contents: revisions },
        (content, destination) => sendEvent(content, destination, { queueFor, largeEvents: revisions }),
      ),
      report: createCleanupReport(log, metrics),
      now: Date.now,
    },
  };
}
