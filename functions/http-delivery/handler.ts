import type { SQSEvent } from 'aws-lambda';
import { connectAccountClients } from '../../shared/accounts/connect-account-clients.ts';
import {
  createDocumentClient,
  createS3Client,
  createSecretsClient,
  createSqsClient,
} from '../../shared/aws/clients.ts';
import { createDynamoTable } from '../../shared/aws/dynamodb-table.ts';
import { createS3Bucket } from '../../shared/aws/s3-bucket.ts';
import { readSecret } from '../../shared/aws/secrets-reader.ts';
import { createSqsQueue } from '../../shared/aws/sqs-queue.ts';
import { createVisibilityChanger } from '../../shared/aws/sqs-visibility.ts';
import { type DeliverDeps, deliver } from '../../shared/delivery/deliver.ts';
import { createDeliverDeps } from '../../shared/delivery/delivery-deps.ts';
import type { HttpDestinationSettings } from '../../shared/delivery/destination-settings.ts';
import { createFreshOrderReader } from '../../shared/delivery/read-fresh-order.ts';
import { parseSigningSecrets } from '../../shared/delivery/signing-secret.ts';
import { cached } from '../../shared/lambda/cached.ts';
import { MisconfiguredFunctionError, readJson } from '../../shared/lambda/environment.ts';
import { createHandler } from '../../shared/lambda/handler.ts';
import { createGuardedAgent } from '../../shared/net/guarded-agent.ts';
import { handleBatch } from '../../shared/queue/sqs-batch.ts';
import { readHttpDeliveryEnvironment } from './config.ts';
import { type DeliverEventDeps, deliverEvent } from './deliver-event.ts';
import { parseHttpSettings } from './parse-settings.ts';
import { postEvent } from './post-event.ts';

export const handler = createHandler(connect, (event: SQSEvent, deps) =>
  handleBatch(event.Records, (record) => deliver(record, deps), { fifo: true }),
);

/** A read for fresh links leaves the rest of the function's minute to the POST. */
const PATIENCE = { attemptTimeoutMs: 6_000, timeoutMs: 12_000 };
const LONGEST_POST_MS = 40_000;
const SECRET_TTL_MS = 300_000;

function connect(): DeliverDeps {
  const env = readHttpDeliveryEnvironment(process.env);
  const settings = readJson('DESTINATION', env.DESTINATION, parseHttpSettings);
  const sqs = createSqsClient();
  const table = createDynamoTable(createDocumentClient(), env.LEDGER_TABLE);
  const readFreshOrder = createFreshOrderReader(
    connectAccountClients(env.ACCOUNT_SECRET_PREFIX, table, PATIENCE),
    table,
  );
  const attemptDeps: DeliverEventDeps = {
    loadSecrets: cached(() => loadSigningSecrets(env.SIGNING_SECRET_ID), SECRET_TTL_MS, Date.now),
    readOrder: async (account, orderId) => (await readFreshOrder(account, orderId)).order,
    largeEvents: createS3Bucket(createS3Client(), env.REVISIONS_BUCKET),
    post: createPoster(settings),
    now: Date.now,
  };
  return createDeliverDeps({
    destination: settings.name,
    table,
    contents: attemptDeps.largeEvents,
    deadLetterQueue: createSqsQueue(sqs, env.DESTINATION_DLQ_URL),
    changeVisibility: createVisibilityChanger(sqs, env.DESTINATION_QUEUE_URL),
    attempt: (message) => deliverEvent(message, attemptDeps),
  });
}

function createPoster({ url, timeoutMs, allowPrivateHosts }: HttpDestinationSettings): DeliverEventDeps['post'] {
  const agent = createGuardedAgent({ allowPrivateHosts });
  const boundedMs = Math.min(timeoutMs, LONGEST_POST_MS);
  return (post) => postEvent({ ...post, url, timeoutMs: boundedMs }, agent, Date.now);
}

async function loadSigningSecrets(id: string) {
  const text = await readSecret(createSecretsClient(), id);
  if (text === undefined) throw new MisconfiguredFunctionError(['the secret SIGNING_SECRET_ID names does not exist']);
  return parseSigningSecrets(text);
}
