import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { type Bucket, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { CompleteConfig } from '../configuration/complete-config.ts';
import { createKeptSecret } from './kept-secret.ts';
import { createPrivateBucket } from './private-bucket.ts';

/** Everything the relay remembers. All of it stays when the stack goes. */
export class Stores extends Construct {
  readonly ledger: Table;
  readonly revisions: Bucket;
  readonly audit: Bucket;
  readonly listings: Bucket;
  readonly rosters: Bucket;

  constructor(scope: Construct, id: string, { prefix, retention }: Pick<CompleteConfig, 'prefix' | 'retention'>) {
    super(scope, id);
    const { revisionsDays, parkedDays, auditLockDays } = retention;
    this.ledger = createLedger(this);
    this.revisions = createPrivateBucket(this, 'Revisions', {
      lifecycleRules: [
        { prefix: 'revisions/', expiration: Duration.days(revisionsDays) },
        { prefix: 'large/', expiration: Duration.days(revisionsDays) },
        { prefix: 'parked/', expiration: Duration.days(parkedDays) },
      ],
    });
    this.audit = createPrivateBucket(this, 'Audit', {
      versioned: true,
      ...(auditLockDays > 0
        ? { objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(auditLockDays)) }
        : {}),
    });
    // Working copies of user listings hold everybody's address: no lock of the audit bucket may keep them.
    this.listings = createPrivateBucket(this, 'Listings', { lifecycleRules: [{ expiration: Duration.days(3) }] });
    this.rosters = createPrivateBucket(this, 'Rosters', { versioned: true });
    // The key stays empty until `relay accounts add default`; until then webhooks are kept and the account is parked.
    createKeptSecret(this, 'DefaultAccount', {
      name: `${prefix}/accounts/default`,
      description: 'API key and webhook token of the account default',
      template: { apiKey: '' },
      generatedField: 'webhookToken',
    });
  }
}

function createLedger(scope: Construct): Table {
  const ledger = new Table(scope, 'Ledger', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    timeToLiveAttribute: 'expiresAt',
    removalPolicy: RemovalPolicy.RETAIN,
  });
  ledger.addGlobalSecondaryIndex({
    indexName: 'by-time',
    partitionKey: { name: 'timePartition', type: AttributeType.STRING },
    sortKey: { name: 'timeAt', type: AttributeType.STRING },
    projectionType: ProjectionType.ALL,
  });
  return ledger;
}
