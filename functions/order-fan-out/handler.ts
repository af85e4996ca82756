import { createHash } from 'node:crypto';
import type { SQSEvent } from 'aws-lambda';
import { connectAccountClients } from '../../shared/accounts/connect-account-clients.ts';
import { createDocumentClient, createS3Client, createSqsClient } from '../../shared/aws/clients.ts';
import { createDynamoTable } from '../../shared/aws/dynamodb-table.ts';
import { createS3Bucket } from '../../shared/aws/s3-bucket.ts';
import { createSqsQueue } from '../../shared/aws/sqs-queue.ts';
import { parseDestinations } from '../../shared/delivery/parse-destinations.ts';
import { sendEvent } from '../../shared/delivery/send-event.ts';
import { readJson } from '../../shared/lambda/environment.ts';
import { createHandler } from '../../shared/lambda/handler.ts';
import { type OrderChange, orderChangeGroupId } from '../../shared/orders/order-change.ts';
import { createDeadLetterQueue, type DeadLetterQueue } from '../../shared/queue/dead-letter.ts';
import { readAssetValidators } from './asset-validators.ts';
import { readOrderFanOutEnvironment } from './config.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import { fanOutOrder } from './fan-out-order.ts';
import { receiveChanges } from './receive-changes.ts';
import { reportToOperator } from './report-to-operator.ts';

export const handler = createHandler(connect, (event: SQSEvent, deps, { remainingMs }) =>
  receiveChanges(event.Records, {
    deadLetters: deps.deadLetters,
    fanOut: (folded) => fanOutOrder(folded, { ...deps.fanOut, hasTimeToRead: () => remainingMs() > READ_MS }),
  }),
);

/** A read with its repeats ends within this; what follows it needs less than the rest. */
const PATIENCE = { attemptTimeoutMs: 6_000, timeoutMs: 12_000 };
const READ_MS = 30_000;

function connect(): { readonly fanOut: Omit<FanOutDeps, 'hasTimeToRead'>; readonly deadLetters: DeadLetterQueue } {
  const env = readOrderFanOutEnvironment(process.env);
  const sqs = createSqsClient();
  const table = createDynamoTable(createDocumentClient(), env.LEDGER_TABLE);
  const revisions = createS3Bucket(createS3Client(), env.REVISIONS_BUCKET);
  const queueFor = (url: string) => createSqsQueue(sqs, url);
  const deadLetters = createDeadLetterQueue(queueFor(env.ORDER_CHANGES_DLQ_URL));
  return {
    deadLetters,
    fanOut: {
      table,
      revisions,
      clients: connectAccountClients(env.ACCOUNT_SECRET_PREFIX, table, PATIENCE),
      destinations: readJson('DESTINATIONS', env.DESTINATIONS, parseDestinations),
      sendEvent: (content, destination) => sendEvent(content, destination, { queueFor, largeEvents: revisions }),
      readValidators: readAssetValidators,
      deadLetter: (changes, reason) => deadLetterChanges(changes, reason, deadLetters),
      report: reportToOperator,
      now: Date.now,
    },
  };
}

/** Each change as its own message, named by its content and the reason, so that a repeated look adds none. */
async function deadLetterChanges(
  changes: readonly OrderChange[],
  reason: string,
  deadLetters: DeadLetterQueue,
): Promise<void> {
  for (const change of changes) {
    const body = JSON.stringify(change);
    const messageId = createHash('sha256').update(body).update(reason).digest('hex').slice(0, 32);
    await deadLetters.send({ body, messageId, groupId: orderChangeGroupId(change.account, change.orderId), reason });
  }
}
