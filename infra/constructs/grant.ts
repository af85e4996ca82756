import { Aws } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { keys } from '../../shared/ledger/keys.ts';

/** One thing a function may do, and to what. */
export interface Grant {
  readonly actions: readonly string[];
  /** ARNs */
  readonly resources: readonly string[];
  /** Why a resource holds a wildcard; without a reason, synthesis refuses it. */
  readonly wildcardBecause?: string;
  /** As in a policy: under which it holds. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export function sendTo(...queues: readonly Queue[]): Grant {
  return { actions: ['sqs:SendMessage'], resources: queues.map(({ queueArn }) => queueArn) };
}

/** What a source mapping does as the function, and the function itself to put off a message or to be done with it early. */
export function consumeFrom({ queueArn }: Queue): Grant {
  return {
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
    resources: [queueArn],
  };
}

/** Items by key, and one partition at a time; no scan. */
export function useLedger({ tableArn }: Table): Grant {
  const items = ['GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem', 'Query'];
  return { actions: items.map((action) => `dynamodb:${action}`), resources: [tableArn] };
}

/** Single items, neither listed nor removed. */
export function readAndWriteItems({ tableArn }: Table): Grant {
  return { actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [tableArn] };
}

export function queryLedger({ tableArn }: Table): Grant {
  return { actions: ['dynamodb:Query'], resources: [tableArn] };
}

/** Who the accounts are, and nothing else of the ledger. */
export function queryAccounts({ tableArn }: Table): Grant {
  const ofAccounts = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [keys.accounts()] } };
  return { actions: ['dynamodb:Query'], resources: [tableArn], conditions: ofAccounts };
}

export function queryByTime({ tableArn }: Table): Grant {
  return { actions: ['dynamodb:Query'], resources: [`${tableArn}/index/by-time`] };
}

export function readObjects(bucket: Bucket, prefix = ''): Grant {
  return objects(bucket, prefix, ['s3:GetObject']);
}

export function writeObjects(bucket: Bucket, prefix = ''): Grant {
  return objects(bucket, prefix, ['s3:PutObject']);
}

/** Parts of an upload that failed are taken back. */
export function abortUploads(bucket: Bucket): Grant {
  return objects(bucket, '', ['s3:AbortMultipartUpload']);
}

/** Without it S3 answers 403 rather than 404 for a key that is missing. */
export function tellMissing({ bucketArn }: Bucket): Grant {
  return { actions: ['s3:ListBucket'], resources: [bucketArn] };
}

export function readAccountSecrets(prefix: string): Grant {
  return {
    actions: ['secretsmanager:GetSecretValue'],
    resources: [`arn:${Aws.PARTITION}:secretsmanager:${Aws.REGION}:${Aws.ACCOUNT_ID}:secret:${prefix}/accounts/*`],
    wildcardBecause: 'accounts are added without a deployment; the prefix holds nothing but their secrets',
  };
}

function objects({ bucketArn }: Bucket, prefix: string, actions: readonly string[]): Grant {
  return {
    actions,
    resources: [`${bucketArn}/${prefix}*`],
    wildcardBecause: 'keys of objects are made at run time; the bucket and the prefix are of this stack alone',
  };
}
