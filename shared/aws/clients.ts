import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Where the clients work; left out, the SDK takes region, credentials and `AWS_ENDPOINT_URL_*` from its environment. */
export interface ClientOptions {
  readonly region?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** For one request; 5 s unless the call is meant to wait. */
  readonly requestTimeoutMs?: number;
}

/** Fails fast and gives up after three tries, so that a queue's own redelivery takes over before Lambda's timeout. */
function settings({ requestTimeoutMs = 5_000, ...options }: ClientOptions) {
  return {
    ...options,
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
      // A body that stops coming ends the call too.
      socketTimeout: requestTimeoutMs,
    },
  };
}

/** Uses the endpoint of its region or environment, never the host of a queue's address. */
export function createSqsClient(options: ClientOptions = {}): SQSClient {
  return new SQSClient({ ...settings(options), useQueueUrlAsEndpoint: false });
}

export function createSecretsClient(options: ClientOptions = {}): SecretsManagerClient {
  return new SecretsManagerClient(settings(options));
}

/** Path-style at an endpoint of its own, since such a host has no name per bucket. */
export function createS3Client(options: ClientOptions = {}): S3Client {
  return new S3Client({ ...settings(options), ...(options.endpoint === undefined ? {} : { forcePathStyle: true }) });
}

export function createEventBridgeClient(options: ClientOptions = {}): EventBridgeClient {
  return new EventBridgeClient(settings(options));
}

/** Waits for the invoked function, up to Lambda's own limit of 15 minutes, and invokes once: a job is no GET. */
export function createLambdaClient(options: ClientOptions = {}): LambdaClient {
  return new LambdaClient({ ...settings({ requestTimeoutMs: 900_000, ...options }), maxAttempts: 1 });
}

/** Fields that are `undefined` are left out of items. */
export function createDocumentClient(options: ClientOptions = {}): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(settings(options)), {
    marshallOptions: { removeUndefinedValues: true },
  });
}
