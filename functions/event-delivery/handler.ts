import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { SQSEvent } from 'aws-lambda';
import {
  createDocumentClient,
  createEventBridgeClient,
  createS3Client,
  createSqsClient,
} from '../../shared/aws/clients.ts';
import { createDynamoTable } from '../../shared/aws/dynamodb-table.ts';
import { createS3Bucket } from '../../shared/aws/s3-bucket.ts';
import { createSqsQueue } from '../../shared/aws/sqs-queue.ts';
import { createVisibilityChanger } from '../../shared/aws/sqs-visibility.ts';
import { type DeliverDeps, deliver } from '../../shared/delivery/deliver.ts';
import { createDeliverDeps } from '../../shared/delivery/delivery-deps.ts';
import type { EventBusDestinationSettings } from '../../shared/delivery/destination-settings.ts';
import { readJson } from '../../shared/lambda/environment.ts';
import { createHandler } from '../../shared/lambda/handler.ts';
import { handleBatch } from '../../shared/queue/sqs-batch.ts';
import { readEventDeliveryEnvironment } from './config.ts';
import { type PutEntry, putEvent } from './put-event.ts';

export const handler = createHandler(connect, (event: SQSEvent, deps) =>
  handleBatch(event.Records, (record) => deliver(record, deps), { fifo: true }),
);

function connect(): DeliverDeps {
  const env = readEventDeliveryEnvironment(process.env);
  const { name } = readJson('DESTINATION', env.DESTINATION, parseSettings);
  const sqs = createSqsClient();
  const put = createEntryPutter(createEventBridgeClient(), env.EVENT_BUS_NAME);
  return createDeliverDeps({
    destination: name,
    table: createDynamoTable(createDocumentClient(), env.LEDGER_TABLE),
    contents: createS3Bucket(createS3Client(), env.REVISIONS_BUCKET),
    deadLetterQueue: createSqsQueue(sqs, env.DESTINATION_DLQ_URL),
    changeVisibility: createVisibilityChanger(sqs, env.DESTINATION_QUEUE_URL),
    attempt: (message) => putEvent(message, put),
  });
}

function createEntryPutter(client: EventBridgeClient, bus: string): PutEntry {
  return async ({ source, detailType, detail, time }) => {
    const entry = { EventBusName: bus, Source: source, DetailType: detailType, Detail: detail, Time: time };
    const { FailedEntryCount = 0, Entries = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }));
    return { failedWith: FailedEntryCount === 0 ? undefined : (Entries[0]?.ErrorCode ?? 'unknown') };
  };
}

function parseSettings(value: unknown): EventBusDestinationSettings {
  const { name } = (value ?? {}) as Partial<EventBusDestinationSettings>;
  if (typeof name !== 'string' || name === '') throw new TypeError('name is missing');
  return { name };
}
