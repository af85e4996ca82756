import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { connectAccountClients } from '../../shared/accounts/connect-account-clients.ts';
import { createDocumentClient, createS3Client, createSqsClient } from '../../shared/aws/clients.ts';
import { createDynamoTable } from '../../shared/aws/dynamodb-table.ts';
import { createS3Bucket } from '../../shared/aws/s3-bucket.ts';
import { createSqsQueue } from '../../shared/aws/sqs-queue.ts';
import { createVisibilityChanger } from '../../shared/aws/sqs-visibility.ts';
import { type DeliverDeps, deliver } from '../../shared/delivery/deliver.ts';
import { createDeliverDeps } from '../../shared/delivery/delivery-deps.ts';
import type { DeliveryMessage } from '../../shared/delivery/delivery-message.ts';
import { createProgressStore } from '../../shared/delivery/delivery-progress.ts';
import { parseDestinations } from '../../shared/delivery/parse-destinations.ts';
import { createFreshOrderReader } from '../../shared/delivery/read-fresh-order.ts';
import { sendEvent } from '../../shared/delivery/send-event.ts';
import { readJson } from '../../shared/lambda/environment.ts';
import { createHandler, type Invocation } from '../../shared/lambda/handler.ts';
import { createGuardedAgent } from '../../shared/net/guarded-agent.ts';
import { handleBatch } from '../../shared/queue/sqs-batch.ts';
import { selectPrivateHosts } from './allowed-link.ts';
import { type AnnounceDeps, announceArchived } from './announce-archived.ts';
import { type ArchiveOrderDeps, archiveOrder } from './archive-order.ts';
import { attemptAlone } from './attempt-alone.ts';
import { readAssetArchiveEnvironment } from './config.ts';
import { createFileStore } from './file-store.ts';
import { openAsset } from './open-asset.ts';
import { parseArchiveSettings } from './parse-settings.ts';

export const handler = createHandler(connect, (event: SQSEvent, depsFor, invocation) =>
  handleBatch(event.Records, (record) => deliver(record, depsFor(record, invocation)), { fifo: true }),
);

/** A part of 8 MB may take its time on a bad day. */
const PART_TIMEOUT_MS = 60_000;
/** No further file is begun, and one that still comes is broken off, so long before Lambda's end. */
const RESERVE_MS = { begin: 60_000, breakOff: 20_000 };

type DepsFor = (record: SQSRecord, invocation: Invocation) => DeliverDeps;

function connect(): DepsFor {
  const env = readAssetArchiveEnvironment(process.env);
  const settings = readJson('DESTINATION', env.DESTINATION, parseArchiveSettings);
  const { name, allowedHosts, maxAssetBytes } = settings;
  const sqs = createSqsClient();
  const s3 = createS3Client({ requestTimeoutMs: PART_TIMEOUT_MS });
  const table = createDynamoTable(createDocumentClient(), env.LEDGER_TABLE);
  const largeEvents = createS3Bucket(s3, env.REVISIONS_BUCKET);
  const dispatcher = createGuardedAgent({ allowPrivateHosts: selectPrivateHosts(allowedHosts) });
  const queueFor = (url: string) => createSqsQueue(sqs, url);
  const announceDeps: AnnounceDeps = {
    table,
    largeEvents,
    destinations: readJson('DESTINATIONS', env.DESTINATIONS, parseDestinations),
    send: (content, destination, replay) =>
      sendEvent(content, destination, { queueFor, largeEvents }, replay === undefined ? {} : { replay }),
  };
  const base: Omit<ArchiveOrderDeps, 'open' | 'announce' | 'hasTimeLeft'> = {
    settings,
    maxAssetBytes,
    largeEvents,
    store: createFileStore(s3, env.ARCHIVE_BUCKET),
    archive: createS3Bucket(s3, env.ARCHIVE_BUCKET),
    readFreshOrder: createFreshOrderReader(connectAccountClients(env.ACCOUNT_SECRET_PREFIX, table), table),
  };
  const shared = {
    destination: name,
    table,
    contents: largeEvents,
    deadLetterQueue: queueFor(env.DESTINATION_DLQ_URL),
    changeVisibility: createVisibilityChanger(sqs, env.DESTINATION_QUEUE_URL),
  };
  const progress = createProgressStore(table, name);
  return ({ messageId }, { requestId, remainingMs }) => {
    const signal = AbortSignal.timeout(Math.max(1, remainingMs() - RESERVE_MS.breakOff));
    const deps: ArchiveOrderDeps = {
      ...base,
      open: (link, ifNoneMatch) => openAsset(link, { allowedHosts, dispatcher, ifNoneMatch, signal }),
      hasTimeLeft: () => remainingMs() > RESERVE_MS.begin,
      announce: (message, assets) =>
        announceArchived(message, assets, message.replay ? messageId : undefined, announceDeps),
    };
    const attempt = (message: DeliveryMessage) => {
      const alone = { table, progress, destination: name, holder: requestId, forMs: remainingMs(), now: Date.now };
      return attemptAlone(message, alone, () => archiveOrder(message, deps));
    };
    return createDeliverDeps({ ...shared, attempt });
  };
}
