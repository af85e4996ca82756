import type { Construct } from 'constructs';
import type { UserCleanupPlanEnvironment } from '../../../functions/user-cleanup-plan/config.ts';
import { destinationsJson } from '../environment-json.ts';
import { commonProps, destinationQueues, type Foundation } from '../foundation.ts';
import {
  queryByTime,
  readAccountSecrets,
  readObjects,
  sendTo,
  tellMissing,
  useLedger,
  writeObjects,
} from '../grant.ts';
import { RelayFunction } from '../relay-function.ts';

export function createUserCleanupPlan(scope: Construct, foundation: Foundation): RelayFunction {
  const { config, stores, queues } = foundation;
  const { ledger, rosters, audit, listings, revisions } = stores;
  const deletions = queues.userDeletions.queue;
  return new RelayFunction(scope, 'UserCleanupPlan', {
    job: 'user-cleanup-plan',
    ...commonProps(foundation),
    continues: true,
    environment: {
      ACCOUNT_SECRET_PREFIX: config.prefix,
      LEDGER_TABLE: ledger.tableName,
      ROSTERS_BUCKET: rosters.bucketName,
      AUDIT_BUCKET: audit.bucketName,
      LISTINGS_BUCKET: listings.bucketName,
      REVISIONS_BUCKET: revisions.bucketName,
      USER_DELETIONS_QUEUE_URL: deletions.queueUrl,
      CLEANUP: JSON.stringify(config.cleanup),
      DESTINATIONS: destinationsJson(foundation),
    } satisfies UserCleanupPlanEnvironment,
    grants: [
      readAccountSecrets(config.prefix),
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
      sendTo(deletions, ...destinationQueues(foundation)),
    ],
  });
}
