import type { SQSEvent } from 'aws-lambda';
import { connectAccountClients } from '../../shared/accounts/connect-account-clients.ts';
import { createDocumentClient, createS3Client, createSqsClient } from '../../shared/aws/clients.ts';
import { createDynamoTable } from '../../shared/aws/dynamodb-table.ts';
import { createS3Bucket } from '../../shared/aws/s3-bucket.ts';
import { createMessageDeleter } from '../../shared/aws/sqs-deletion.ts';
import { createSqsQueue } from '../../shared/aws/sqs-queue.ts';
import { parseDestinations } from '../../shared/delivery/parse-destinations.ts';
import { sendEvent } from '../../shared/delivery/send-event.ts';
import { readJson } from '../../shared/lambda/environment.ts';
import { createHandler } from '../../shared/lambda/handler.ts';
import { createDeadLetterQueue } from '../../shared/queue/dead-letter.ts';
import { log } from '../../shared/telemetry/log.ts';
import { metrics } from '../../shared/telemetry/metrics.ts';
import { readAssetValidators } from './asset-validators.ts';
import { readOrderFanOutEnvironment } from './config.ts';
import { deadLetterChanges } from './dead-letter-changes.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import { fanOutOrder } from './fan-out-order.ts';
import { type ReceiveChangesDeps, receiveChanges } from './receive-changes.ts';
import { createOperatorReport } from './report-to-operator.ts';

export const handler = createHandler(connect, (event: SQSEvent, deps, { remainingMs }) =>
  receiveChanges(event.Records, {
    deadLetters: deps.deadLetters,
    deleteMessages: deps.deleteMessages,
    fanOut: (folded) => fanOutOrder(folded, { ...deps.fanOut, hasTimeToRead: () => remainingMs() > READ_MS }),
  }),
);

/** A read with its repeats ends within this; what follows it needs less than the rest. */
const PATIENCE = { attemptTimeoutMs: 6_000, timeoutMs: 12_000 };
const READ_MS = 30_000;

interface ConnectedFanOut extends Pick<ReceiveChangesDeps, 'deadLetters' | 'deleteMessages'> {
  readonly fanOut: Omit<FanOutDeps, 'hasTimeToRead'>;
}

function connect(): ConnectedFanOut {
  const env = readOrderFanOutEnvironment(process.env);
  const sqs = createSqsClient();
  const table = createDynamoTable(createDocumentClient(), env.LEDGER_TABLE);
  const revisions = createS3Bucket(createS3Client(), env.REVISIONS_BUCKET);
  const queueFor = (url: string) => createSqsQueue(sqs, url);
  const deadLetters = createDeadLetterQueue(queueFor(env.ORDER_CHANGES_DLQ_URL));
  return {
    deadLetters,
    deleteMessages: createMessageDeleter(sqs, env.ORDER_CHANGES_QUEUE_URL),
    fanOut: {
      table,
      revisions,
      clients: connectAccountClients(env.ACCOUNT_SECRET_PREFIX, table, PATIENCE),
      destinations: readJson('DESTINATIONS', env.DESTINATIONS, parseDestinations),
      sendEvent: (content, destination) => sendEvent(content, destination, { queueFor, largeEvents: revisions }),
      readValidators: readAssetValidators,
      deadLetter: (changes, reason) => deadLetterChanges(changes, reason, deadLetters),
      report: createOperatorReport(log, metrics),
      now: Date.now,
    },
  };
}
