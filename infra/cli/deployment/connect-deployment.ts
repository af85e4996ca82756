import { type AccountClients, createAccountClients } from '../../../shared/accounts/account-client.ts';
import { createSecretStore } from '../../../shared/accounts/secret-store.ts';
import {
  createDocumentClient,
  createLambdaClient,
  createS3Client,
  createSecretsClient,
  createSqsClient,
} from '../../../shared/aws/clients.ts';
import { createDynamoTable } from '../../../shared/aws/dynamodb-table.ts';
import { invokeFunction } from '../../../shared/aws/invoke-function.ts';
import { createS3Bucket } from '../../../shared/aws/s3-bucket.ts';
import { createSecretReader } from '../../../shared/aws/secrets-reader.ts';
import { createSqsQueue } from '../../../shared/aws/sqs-queue.ts';
import { createCubiCasaClient } from '../../../shared/cubicasa/index.ts';
import type { Destination } from '../../../shared/delivery/destination.ts';
import type { EventContent } from '../../../shared/delivery/event.ts';
import { type SendEventOptions, sendEvent } from '../../../shared/delivery/send-event.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import type { Queue } from '../../../shared/queue/queue.ts';
import type { Bucket } from '../../../shared/storage/bucket.ts';
import { type AccountSecretWriter, createSecretWriter } from '../accounts/secret-writer.ts';
import { createQueueReader, type QueueReader } from '../dlq/queue-reader.ts';
import type { Deployment, ServiceName } from './deployment.ts';

/** Everything a command may touch; commands take what they need of it. */
export interface Connection {
  readonly deployment: Deployment;
  readonly table: Table;
  readonly revisions: Bucket;
  readonly audit: Bucket;
  readonly rosters: Bucket;
  readonly accountClients: AccountClients;
  readonly readSecret: (account: string) => Promise<string | undefined>;
  readonly writeSecret: AccountSecretWriter;
  /** By the design's name, e.g. `order-changes.fifo`. @throws Error for a queue this deployment lacks. */
  readonly queue: (name: string) => Queue;
  /** Reads a queue, by the design's name, for a person. */
  readonly reader: (name: string) => QueueReader;
  /** Puts an event on a destination's queue. */
  readonly sendEvent: (
    content: EventContent,
    destination: Pick<Destination, 'name' | 'queueUrl'>,
    options?: SendEventOptions,
  ) => Promise<void>;
  /** Runs a function, by the design's name, to its end. @throws FunctionFailedError */
  readonly invoke: (name: string, event: unknown) => Promise<unknown>;
  readonly now: () => number;
}

export function connectDeployment(deployment: Deployment): Connection {
  const { outputs } = deployment;
  const secrets = createSecretsClient(optionsFor(deployment, 'secretsManager'));
  const sqs = createSqsClient(optionsFor(deployment, 'sqs'));
  const s3 = createS3Client(optionsFor(deployment, 's3'));
  const lambda = createLambdaClient(optionsFor(deployment, 'lambda'));
  const table = createDynamoTable(createDocumentClient(optionsFor(deployment, 'dynamodb')), outputs.ledgerTable);
  const readSecret = createSecretReader(secrets, outputs.accountSecretPrefix);
  const revisions = createS3Bucket(s3, outputs.revisionsBucket);
  const store = createSecretStore({ read: readSecret, now: Date.now, freshMs: 0 });
  return {
    deployment,
    table,
    revisions,
    audit: createS3Bucket(s3, outputs.auditBucket),
    rosters: createS3Bucket(s3, outputs.rostersBucket),
    accountClients: createAccountClients({ secrets: store, table, createClient: createCubiCasaClient }),
    readSecret,
    writeSecret: createSecretWriter(secrets, outputs.accountSecretPrefix),
    queue: (name) => createSqsQueue(sqs, nameOf(outputs.queues, 'queue', name)),
    reader: (name) => createQueueReader(sqs, nameOf(outputs.queues, 'queue', name)),
    sendEvent: (content, destination, options) =>
      sendEvent(content, destination, { queueFor: (url) => createSqsQueue(sqs, url), largeEvents: revisions }, options),
    invoke: (name, event) => invokeFunction(lambda, nameOf(outputs.functions, 'function', name), event),
    now: deployment.now,
  };
}

function optionsFor({ region, credentials, endpoints }: Deployment, service: ServiceName) {
  const endpoint = endpoints?.[service];
  return { region, ...(credentials && { credentials }), ...(endpoint && { endpoint }) };
}

function nameOf(known: Readonly<Record<string, string>>, what: string, name: string): string {
  const found = known[name];
  if (found === undefined) throw new Error(`this deployment has no ${what} ${name}`);
  return found;
}
