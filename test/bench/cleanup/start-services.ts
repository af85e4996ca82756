import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { startS3 } from '../../../infra/local/stand-ins/s3/s3.ts';
import { startSecretsManager } from '../../../infra/local/stand-ins/secrets-manager.ts';
import { startSqs } from '../../../infra/local/stand-ins/sqs.ts';
import {
  createDocumentClient,
  createS3Client,
  createSecretsClient,
  createSqsClient,
} from '../../../shared/aws/clients.ts';
import { createDynamoTable } from '../../../shared/aws/dynamodb-table.ts';
import { createS3Bucket } from '../../../shared/aws/s3-bucket.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import type { Bucket } from '../../../shared/storage/bucket.ts';
import { sdkOptions } from '../../infra/local/stand-ins/sdk-options.ts';
import { type LedgerServer, startLedgerServer } from './ledger-server.ts';

export interface Services {
  /** Where a function finds them, and the names of what lies there. */
  readonly env: Readonly<Record<string, string>>;
  readonly table: Table;
  readonly ledger: LedgerServer;
  readonly audit: Bucket;
  readonly rosters: Bucket;
  close(): Promise<void>;
}

/** What the two cleanup functions reach, by AWS's protocols; the account `default` is the company at `baseUrl`. */
export async function startServices(baseUrl: string): Promise<Services> {
  const { region, credentials } = sdkOptions('');
  const root = await mkdtemp(join(tmpdir(), 'relay-bench-'));
  const servers = await Promise.all([startS3({ root }), startSqs({ region }), startSecretsManager({ region })]);
  const [s3, sqs, secrets] = servers;
  const ledger = await startLedgerServer();
  const s3Client = createS3Client(sdkOptions(s3.url));
  for (const Bucket of ['audit', 'listings', 'revisions', 'rosters'])
    await s3Client.send(new CreateBucketCommand({ Bucket }));
  const fifo = { QueueName: 'deletions.fifo', Attributes: { FifoQueue: 'true' } };
  const { QueueUrl = '' } = await createSqsClient(sdkOptions(sqs.url)).send(new CreateQueueCommand(fifo));
  const SecretString = JSON.stringify({ apiKey: 'key', webhookToken: 'token', baseUrl });
  const secret = new CreateSecretCommand({ Name: 'relay/accounts/default', SecretString });
  await createSecretsClient(sdkOptions(secrets.url)).send(secret);
  return {
    env: {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_S3: s3.url,
      AWS_ENDPOINT_URL_SQS: sqs.url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
      AWS_ENDPOINT_URL_DYNAMODB: ledger.url,
      ACCOUNT_SECRET_PREFIX: 'relay',
      LEDGER_TABLE: 'ledger',
      AUDIT_BUCKET: 'audit',
      LISTINGS_BUCKET: 'listings',
      REVISIONS_BUCKET: 'revisions',
      ROSTERS_BUCKET: 'rosters',
      USER_DELETIONS_QUEUE_URL: QueueUrl,
      USER_DELETIONS_DLQ_URL: QueueUrl,
      DESTINATIONS: '[]',
    },
    ledger,
    table: createDynamoTable(createDocumentClient(sdkOptions(ledger.url)), 'ledger'),
    audit: createS3Bucket(s3Client, 'audit'),
    rosters: createS3Bucket(s3Client, 'rosters'),
    async close() {
      for (const server of [...servers, ledger]) await server.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
