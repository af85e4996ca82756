import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type EventBridgeStandIn, startEventBridge } from '../../infra/local/stand-ins/event-bridge.ts';
import { startS3 } from '../../infra/local/stand-ins/s3/s3.ts';
import { startSecretsManager } from '../../infra/local/stand-ins/secrets-manager.ts';
import { startSqs } from '../../infra/local/stand-ins/sqs.ts';
import { createS3Client, createSecretsClient, createSqsClient } from '../../shared/aws/clients.ts';
import { createDynamoTable } from '../../shared/aws/dynamodb-table.ts';
import { createS3Bucket } from '../../shared/aws/s3-bucket.ts';
import { createSqsQueue } from '../../shared/aws/sqs-queue.ts';
import type { Destination, DestinationKind } from '../../shared/delivery/destination.ts';
import type { EventContent } from '../../shared/delivery/event.ts';
import { sendEvent } from '../../shared/delivery/send-event.ts';
import type { Table } from '../../shared/ledger/table.ts';
import type { Bucket } from '../../shared/storage/bucket.ts';
import { sdkOptions } from '../infra/local/stand-ins/sdk-options.ts';
import { startLedgerTables } from './ledger-tables.ts';

const CONTEXT = {
  awsRequestId: 'r1',
  functionName: 'delivery',
  getRemainingTimeInMillis: () => 300_000,
} as unknown as Context;

/** Takes what a queue has and answers as the function does. */
type DeliveryHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** Everything a delivery function reaches, by AWS's own protocols, without roles. */
export interface DeliveryStack {
  /** The function's environment: where the services are and what the deliveries work with. */
  readonly env: Readonly<Record<string, string>>;
  readonly table: Table;
  readonly revisions: Bucket;
  readonly archive: Bucket;
  readonly bus: EventBridgeStandIn;
  readonly secrets: ReturnType<typeof createSecretsClient>;
  readonly s3: S3Client;
  addDestination(name: string, kind: DestinationKind): Promise<Destination>;
  send(content: EventContent, destination: Destination, replay?: string): Promise<void>;
  /** Hands one message to the function and deletes it if it is done, as an event source mapping would; nothing where the queue shows nothing. */
  consume(destination: Destination, handler: DeliveryHandler): Promise<SQSBatchResponse | undefined>;
  receive(queueUrl: string): Promise<SQSRecord[]>;
  dlqUrl(destination: Destination): string;
  close(): Promise<void>;
}

export async function startDeliveryStack(): Promise<DeliveryStack> {
  const { region, credentials } = sdkOptions('');
  const root = await mkdtemp(join(tmpdir(), 'relay-delivery-'));
  const [sqs, s3, secretsManager, bus, tables] = await Promise.all([
    startSqs({ region }),
    startS3({ root }),
    startSecretsManager({ region }),
    startEventBridge({ region }),
    startLedgerTables(),
  ]);
  const sqsClient = createSqsClient(sdkOptions(sqs.url));
  const s3Client = createS3Client(sdkOptions(s3.url));
  for (const Bucket of ['revisions', 'archive']) await s3Client.send(new CreateBucketCommand({ Bucket }));
  const tableName = await tables.create();
  const revisions = createS3Bucket(s3Client, 'revisions');
  return {
    env: {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_SQS: sqs.url,
      AWS_ENDPOINT_URL_S3: s3.url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.url,
      AWS_ENDPOINT_URL_EVENTBRIDGE: bus.url,
      AWS_ENDPOINT_URL_DYNAMODB: tables.url,
      LEDGER_TABLE: tableName,
      REVISIONS_BUCKET: 'revisions',
      ARCHIVE_BUCKET: 'archive',
      ACCOUNT_SECRET_PREFIX: 'relay',
    },
    table: createDynamoTable(tables.client, tableName),
    revisions,
    archive: createS3Bucket(s3Client, 'archive'),
    bus,
    s3: s3Client,
    secrets: createSecretsClient(sdkOptions(secretsManager.url)),
    async addDestination(name, kind) {
      const [queueUrl] = await Promise.all([
        createFifo(sqsClient, `destination-${name}`),
        createFifo(sqsClient, `destination-${name}-dlq`),
      ]);
      return { name, kind, queueUrl };
    },
    send: (content, destination, replay) =>
      sendEvent(
        content,
        destination,
        { queueFor: (url) => createSqsQueue(sqsClient, url), largeEvents: revisions },
        replay === undefined ? {} : { replay },
      ),
    async consume({ queueUrl }, handler) {
      const [record] = await receiveRecords(sqsClient, queueUrl);
      if (record === undefined) return undefined;
      const batch = await handler({ Records: [record] }, CONTEXT);
      const done = batch.batchItemFailures.length === 0;
      const message = { QueueUrl: queueUrl, ReceiptHandle: record.receiptHandle };
      if (done) await sqsClient.send(new DeleteMessageCommand(message));
      return batch;
    },
    receive: (queueUrl) => receiveRecords(sqsClient, queueUrl),
    dlqUrl: ({ queueUrl }) => queueUrl.replace(/\.fifo$/, '-dlq.fifo'),
    async close() {
      await Promise.all([sqs.close(), s3.close(), secretsManager.close(), bus.close(), tables.close()]);
      await rm(root, { recursive: true });
    },
  };
}

async function createFifo(client: SQSClient, name: string): Promise<string> {
  const Attributes = { FifoQueue: 'true', VisibilityTimeout: '300' };
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: `${name}.fifo`, Attributes }));
  return QueueUrl;
}

async function receiveRecords(client: SQSClient, queueUrl: string): Promise<SQSRecord[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 1,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '', Attributes = {}, MessageAttributes = {} }) => ({
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes as unknown as SQSRecord['attributes'],
    messageAttributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [
        name,
        { stringValue: StringValue, dataType: 'String' },
      ]),
    ),
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: '',
  }));
}
