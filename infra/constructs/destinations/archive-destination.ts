import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { AssetArchiveEnvironment } from '../../../functions/asset-archive/config.ts';
import type { ArchiveDestinationSettings } from '../../../shared/delivery/destination-settings.ts';
import type { ArchiveDestinationConfig } from '../../configuration/destination-config.ts';
import { destinationsJson } from '../environment-json.ts';
import { commonProps, type Foundation } from '../foundation.ts';
import {
  abortUploads,
  consumeFrom,
  readAccountSecrets,
  readObjects,
  sendTo,
  tellMissing,
  useLedger,
  writeObjects,
} from '../grant.ts';
import { RelayFunction } from '../relay-function.ts';
import type { RelayQueue } from '../relay-queue.ts';

const KEY_TEMPLATE = '{account}/{externalId|orderId}/{product}/{group}-{key}-{floor}.{format}';
const ALLOWED_HOSTS = ['*.amazonaws.com'];
const MAX_ASSET_BYTES = 2 * 1024 ** 3;

/** Copies every file into the bucket, and tells the destinations that are no archives. */
export function createArchiveDelivery(
  scope: Construct,
  config: ArchiveDestinationConfig,
  { queue, deadLetterQueue }: RelayQueue,
  bucket: Bucket,
  foundation: Foundation,
): RelayFunction {
  const { ledger, revisions } = foundation.stores;
  const { prefix } = foundation.config;
  const listeners = foundation.destinations.filter((destination) => destination.config.kind !== 'archive');
  return new RelayFunction(scope, 'Delivery', {
    job: 'asset-archive',
    ...commonProps(foundation),
    environment: {
      DESTINATION: JSON.stringify(settings(config)),
      DESTINATIONS: destinationsJson(foundation),
      ARCHIVE_BUCKET: bucket.bucketName,
      ACCOUNT_SECRET_PREFIX: prefix,
      LEDGER_TABLE: ledger.tableName,
      REVISIONS_BUCKET: revisions.bucketName,
      DESTINATION_QUEUE_URL: queue.queueUrl,
      DESTINATION_DLQ_URL: deadLetterQueue.queueUrl,
    } satisfies AssetArchiveEnvironment,
    grants: [
      consumeFrom(queue),
      sendTo(deadLetterQueue, ...listeners.map(({ work }) => work.queue)),
      readAccountSecrets(prefix),
      useLedger(ledger),
      readObjects(revisions, 'large/'),
      writeObjects(revisions, 'large/'),
      tellMissing(revisions),
      readObjects(bucket),
      writeObjects(bucket),
      abortUploads(bucket),
      tellMissing(bucket),
    ],
  });
}

function settings(config: ArchiveDestinationConfig): ArchiveDestinationSettings {
  const { name, keyTemplate = KEY_TEMPLATE, allowedHosts = ALLOWED_HOSTS, maxAssetBytes = MAX_ASSET_BYTES } = config;
  return { name, keyTemplate, allowedHosts, maxAssetBytes };
}
