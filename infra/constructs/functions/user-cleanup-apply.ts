import type { Construct } from 'constructs';
import type { UserCleanupApplyEnvironment } from '../../../functions/user-cleanup-apply/config.ts';
import { destinationsJson } from '../environment-json.ts';
import { commonProps, destinationQueues, type Foundation } from '../foundation.ts';
import {
  consumeFrom,
  queryByTime,
  readAccountSecrets,
  readObjects,
  sendTo,
  tellMissing,
  useLedger,
  writeObjects,
} from '../grant.ts';
import { QueueConsumer } from '../queue-consumer.ts';
import { RelayFunction } from '../relay-function.ts';

export function createUserCleanupApply(scope: Construct, foundation: Foundation): RelayFunction {
  const { config, stores, queues } = foundation;
  const { ledger, rosters, audit, listings, revisions } = stores;
  const { queue, deadLetterQueue } = queues.userDeletions;
  const consumer = new RelayFunction(scope, 'UserCleanupApply', {
    job: 'user-cleanup-apply',
    ...commonProps(foundation),
    environment: {
      ACCOUNT_SECRET_PREFIX: config.prefix,
      LEDGER_TABLE: ledger.tableName,
      ROSTERS_BUCKET: rosters.bucketName,
      AUDIT_BUCKET: audit.bucketName,
      LISTINGS_BUCKET: listings.bucketName,
      REVISIONS_BUCKET: revisions.bucketName,
      CLEANUP: JSON.stringify(config.cleanup),
      DESTINATIONS: destinationsJson(foundation),
      USER_DELETIONS_QUEUE_URL: queue.queueUrl,
      USER_DELETIONS_DLQ_URL: deadLetterQueue.queueUrl,
    } satisfies UserCleanupApplyEnvironment,
    grants: [
      readAccountSecrets(config.prefix),
      consumeFrom(queue),
      sendTo(deadLetterQueue, ...destinationQueues(foundation)),
      useLedger(ledger),
      queryByTime(ledger),
      readObjects(rosters),
      tellMissing(rosters),
      readObjects(audit),
      writeObjects(audit),
      tellMissing(audit),
      readObjects(listings),
      writeObjects(listings),
      tellMissing(listings),
      writeObjects(revisions, 'large/'),
    ],
  });
  new QueueConsumer(scope, 'Deletions', { queue: queues.userDeletions, consumer, batchSize: 1, maxConcurrency: 5 });
  return consumer;
}
