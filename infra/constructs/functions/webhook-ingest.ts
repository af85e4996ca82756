import type { Construct } from 'constructs';
import type { WebhookIngestEnvironment } from '../../../functions/webhook-ingest/config.ts';
import { commonProps, type Foundation } from '../foundation.ts';
import { queryAccounts, readAccountSecrets, sendTo, writeObjects } from '../grant.ts';
import { RelayFunction } from '../relay-function.ts';

export function createWebhookIngest(scope: Construct, foundation: Foundation): RelayFunction {
  const { config, stores, queues } = foundation;
  return new RelayFunction(scope, 'WebhookIngest', {
    job: 'webhook-ingest',
    ...commonProps(foundation),
    environment: {
      ACCOUNT_SECRET_PREFIX: config.prefix,
      LEDGER_TABLE: stores.ledger.tableName,
      ORDER_CHANGES_QUEUE_URL: queues.orderChanges.queue.queueUrl,
      PARKED_BUCKET: stores.revisions.bucketName,
    } satisfies WebhookIngestEnvironment,
    grants: [
      readAccountSecrets(config.prefix),
      queryAccounts(stores.ledger),
      sendTo(queues.orderChanges.queue),
      writeObjects(stores.revisions, 'parked/'),
    ],
  });
}
