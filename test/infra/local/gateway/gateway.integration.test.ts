import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CreateTableCommand, DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  CreateQueueCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { Upload } from '@aws-sdk/lib-storage';
import { AwsClient } from 'aws4fetch';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Gateway, startGateway } from '../../../../infra/local/gateway/gateway.ts';
import {
  type Denial,
  OPERATOR_STATEMENTS,
  type PolicyStatement,
  type Principal,
} from '../../../../infra/local/gateway/policy.ts';
import { type StandIns, startStandIns } from '../../../../infra/local/stand-ins/start-stand-ins.ts';

const region = 'eu-central-1';
const local = (service: string, name: string) => `arn:aws:${service}:${region}:000000000000:${name}`;
const principals = new Map<string, Principal>([
  ['OPERATOR', { name: 'operator', secretAccessKey: 'operator-secret', statements: OPERATOR_STATEMENTS }],
]);
const denied: Denial[] = [];
let root: string;
let standIns: StandIns;
let gateway: Gateway;
let queueUrl: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'gateway-'));
  standIns = await startStandIns({ region, root, invoke: async (_, payload) => ({ payload }) });
  gateway = await startGateway({
    backends: standIns.handlers,
    principals,
    region,
    onDenied: (denial) => void denied.push(denial),
  });
  await provision();
});
afterEach(() => {
  denied.length = 0;
});
afterAll(async () => {
  await gateway.close();
  await standIns.close();
  await rm(root, { recursive: true });
});

function options(accessKeyId: string, secretAccessKey: string) {
  return { endpoint: gateway.url('sqs'), region, maxAttempts: 1, credentials: { accessKeyId, secretAccessKey } };
}

/** The client options of a role that has these statements alone. */
function role(...statements: PolicyStatement[]) {
  principals.set('ROLE', { name: 'order-fan-out', secretAccessKey: 'role-secret', statements });
  return options('ROLE', 'role-secret');
}

const allow = (Action: string | string[], Resource: string | string[]): PolicyStatement => ({
  Effect: 'Allow',
  Action,
  Resource,
});

async function provision(): Promise<void> {
  const operator = options('OPERATOR', 'operator-secret');
  const created = await new SQSClient(operator).send(new CreateQueueCommand({ QueueName: 'order-changes' }));
  queueUrl = created.QueueUrl ?? '';
  await new S3Client(operator).send(new CreateBucketCommand({ Bucket: 'revisions' }));
  const secret = { Name: 'relay/accounts/default', SecretString: '{"apiKey":""}' };
  await new SecretsManagerClient(operator).send(new CreateSecretCommand(secret));
  await new DynamoDBClient(operator).send(
    new CreateTableCommand({
      TableName: 'ledger',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
}

describe('what a role allows passes', () => {
  test('to SQS, under queue URLs of the gateway itself', async () => {
    expect(queueUrl).toBe(`${gateway.url('sqs')}/000000000000/order-changes`);
    const client = new SQSClient(role(allow('sqs:SendMessage', local('sqs', 'order-changes'))));
    const { MessageId } = await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'é' }));
    expect(MessageId).toBeDefined();
  });

  test('to DynamoDB, Secrets Manager, EventBridge and Lambda', async () => {
    const granted = role(
      allow('dynamodb:GetItem', local('dynamodb', 'table/ledger')),
      allow('secretsmanager:GetSecretValue', local('secretsmanager', 'secret:relay/accounts/*')),
      allow('events:PutEvents', local('events', 'event-bus/default')),
      allow('lambda:InvokeFunction', local('lambda', 'function:order-sweep')),
    );
    await new DynamoDBClient(granted).send(new GetItemCommand({ TableName: 'ledger', Key: { pk: { S: 'a' } } }));
    await new SecretsManagerClient(granted).send(new GetSecretValueCommand({ SecretId: 'relay/accounts/default' }));
    const Entries = [{ Source: 's', DetailType: 'd', Detail: '{}' }];
    await new EventBridgeClient(granted).send(new PutEventsCommand({ Entries }));
    const invoke = new InvokeCommand({ FunctionName: local('lambda', 'function:order-sweep'), Payload: '{}' });
    expect((await new LambdaClient(granted).send(invoke)).StatusCode).toBe(200);
    expect(standIns.eventBridge.events('default')).toHaveLength(1);
    expect(denied).toEqual([]);
  });

  test('to S3, whatever the key holds, streamed in parts', async () => {
    const client = new S3Client(role(allow(['s3:PutObject', 's3:GetObject'], 'arn:aws:s3:::revisions/a/*')));
    const Key = "a/ü (1) 'x'*+ %2F&=.bin";
    const Body = (async function* () {
      for (let at = 0; at < 6; at += 1) yield Buffer.alloc(1024 * 1024, at);
    })();
    await new Upload({ client, params: { Bucket: 'revisions', Key, Body: Readable.from(Body) } }).done();
    const read = await client.send(new GetObjectCommand({ Bucket: 'revisions', Key, Range: 'bytes=-2' }));
    expect(Buffer.from((await read.Body?.transformToByteArray()) ?? [])).toEqual(Buffer.from([5, 5]));
  });

  test('when it is signed by aws4fetch', async () => {
    role(allow('sqs:SendMessage', local('sqs', 'order-changes')));
    const client = new AwsClient({
      accessKeyId: 'ROLE',
      secretAccessKey: 'role-secret',
      service: 'sqs',
      region,
      retries: 0,
    });
    const answer = await client.fetch(queueUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
      body: JSON.stringify({ QueueUrl: queueUrl, MessageBody: 'signed' }),
    });
    expect(answer.status).toBe(200);
  });

  test('when it is presigned', async () => {
    role(allow('s3:GetObject', 'arn:aws:s3:::revisions/*'));
    const operator = new S3Client(options('OPERATOR', 'operator-secret'));
    await operator.send(new PutObjectCommand({ Bucket: 'revisions', Key: 'shared', Body: 'text' }));
    const signer = new AwsClient({ accessKeyId: 'ROLE', secretAccessKey: 'role-secret', service: 's3', region });
    const url = `${gateway.url('s3')}/revisions/shared?X-Amz-Expires=60`;
    const signed = await signer.sign(url, { aws: { signQuery: true } });
    expect(await (await fetch(signed.url)).text()).toBe('text');
    expect((await fetch(signed.url.replace('/shared', '/other'))).status).toBe(403);
  });
});

describe('what a role does not allow is refused as the service would', () => {
  const cases: [string, (o: ReturnType<typeof options>) => Promise<unknown>, string, string, string][] = [
    [
      'SQS',
      (o) => new SQSClient(o).send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'x' })),
      'AccessDenied',
      'sqs:SendMessage',
      local('sqs', 'order-changes'),
    ],
    [
      'DynamoDB',
      (o) =>
        new DynamoDBClient(o).send(
          new QueryCommand({
            TableName: 'ledger',
            IndexName: 'by-time',
            KeyConditionExpression: 'a = :a',
            ExpressionAttributeValues: { ':a': { S: 'a' } },
          }),
        ),
      'AccessDeniedException',
      'dynamodb:Query',
      local('dynamodb', 'table/ledger/index/by-time'),
    ],
    [
      'Secrets Manager',
      (o) => new SecretsManagerClient(o).send(new GetSecretValueCommand({ SecretId: 'other' })),
      'AccessDeniedException',
      'secretsmanager:GetSecretValue',
      expect.stringMatching(/:secret:other-\w{6}$/),
    ],
    [
      'EventBridge',
      (o) =>
        new EventBridgeClient(o).send(
          new PutEventsCommand({ Entries: [{ Source: 's', DetailType: 'd', Detail: '{}' }] }),
        ),
      'AccessDeniedException',
      'events:PutEvents',
      local('events', 'event-bus/default'),
    ],
    [
      'Lambda',
      (o) => new LambdaClient(o).send(new InvokeCommand({ FunctionName: 'order-sweep', Payload: '{}' })),
      'AccessDeniedException',
      'lambda:InvokeFunction',
      local('lambda', 'function:order-sweep'),
    ],
    [
      'S3',
      (o) => new S3Client(o).send(new PutObjectCommand({ Bucket: 'revisions', Key: 'a', Body: 'x' })),
      'AccessDenied',
      's3:PutObject',
      'arn:aws:s3:::revisions/a',
    ],
  ];

  test.each(cases)('%s', async (_, call, name, action, resource) => {
    await expect(call(role(allow('sqs:ReceiveMessage', '*')))).rejects.toMatchObject({ name });
    expect(denied).toMatchObject([{ principal: 'order-fan-out', action, resource }]);
    expect(denied[0]?.message).toMatch(/^role order-fan-out lacks \S+ on arn:/);
  });

  test('and does nothing', async () => {
    const operator = new SQSClient(options('OPERATOR', 'operator-secret'));
    const { QueueUrl } = await operator.send(new CreateQueueCommand({ QueueName: 'untouched' }));
    const client = new SQSClient(role());
    await expect(client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))).rejects.toThrow();
    expect((await operator.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toBeUndefined();
  });

  test('also for one key of a deletion of many', async () => {
    const client = new S3Client(role(allow('s3:DeleteObject', 'arn:aws:s3:::revisions/mine/*')));
    const Delete = { Objects: [{ Key: 'mine/a' }, { Key: 'yours/a' }] };
    await expect(client.send(new DeleteObjectsCommand({ Bucket: 'revisions', Delete }))).rejects.toThrow();
    expect(denied[0]?.resource).toBe('arn:aws:s3:::revisions/yours/a');
  });
});

describe('an absent object', () => {
  const read = allow('s3:GetObject', 'arn:aws:s3:::revisions/*');
  const absent = { Bucket: 'revisions', Key: 'absent' };

  test('reads as AccessDenied without the right to list', async () => {
    const client = new S3Client(role(read));
    await expect(client.send(new GetObjectCommand(absent))).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(client.send(new HeadObjectCommand(absent))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    expect(denied[0]).toMatchObject({ action: 's3:ListBucket', resource: 'arn:aws:s3:::revisions' });
  });

  test('reads as absent with it', async () => {
    const client = new S3Client(role(read, allow('s3:ListBucket', 'arn:aws:s3:::revisions')));
    await expect(client.send(new GetObjectCommand(absent))).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(denied).toEqual([]);
  });
});

describe('who cannot be known is refused', () => {
  const send = (accessKeyId: string, secret: string) =>
    new SQSClient(options(accessKeyId, secret)).send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'x' }));

  test('an unknown access key', async () => {
    await expect(send('NOBODY', 'secret')).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });

  test('a wrong secret', async () => {
    await expect(send('OPERATOR', 'guessed')).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    const s3 = new S3Client(options('OPERATOR', 'guessed'));
    const put = s3.send(new PutObjectCommand({ Bucket: 'revisions', Key: 'a', Body: 'x' }));
    await expect(put).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });

  test('a request without a signature', async () => {
    expect((await fetch(`${gateway.url('s3')}/revisions/shared`)).status).toBe(403);
  });

  test('a service that has no stand-in', async () => {
    const client = new AwsClient({
      accessKeyId: 'OPERATOR',
      secretAccessKey: 'operator-secret',
      service: 'sts',
      region,
    });
    expect((await client.fetch(gateway.url('sqs'), { method: 'POST', body: 'Action=GetCallerIdentity' })).status).toBe(
      403,
    );
  });
});

test('whoever hangs up while waiting for messages takes none', async () => {
  const client = new SQSClient(options('OPERATOR', 'operator-secret'));
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'hung-up' }));
  const aborted = new AbortController();
  const waiting = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
    abortSignal: aborted.signal,
  });
  await client.send(new ListQueuesCommand({}));
  aborted.abort();
  await expect(waiting).rejects.toThrow();
  await client.send(new ListQueuesCommand({}));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'kept' }));
  const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
  expect(Messages?.[0]?.Body).toBe('kept');
});

test('an answer that is lost behind the gateway never comes, as on a connection that broke', async () => {
  const client = new SQSClient(options('OPERATOR', 'operator-secret'));
  standIns.sqs.setFault({ kind: 'answer-lost', times: 1 });
  const lost = client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'x' }));
  await expect(lost).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('a stand-in that is away is an error the SDK tries again', async () => {
  const away = await startGateway({
    backends: { sqs: () => Promise.reject(new Error('away')) },
    principals,
    region,
    onDenied: () => undefined,
  });
  const client = new SQSClient({ ...options('OPERATOR', 'operator-secret'), endpoint: away.url('sqs') });
  const sent = client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'x' }));
  await expect(sent).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  await away.close();
});

test('a large upload passes through in constant memory', async () => {
  const client = new S3Client(options('OPERATOR', 'operator-secret'));
  const size = 192 * 1024 * 1024;
  const chunk = Buffer.alloc(1024 * 1024, 7);
  const Body = Readable.from(
    (function* () {
      for (let sent = 0; sent < size; sent += chunk.length) yield chunk;
    })(),
  );
  const before = process.memoryUsage().rss;
  await client.send(new PutObjectCommand({ Bucket: 'revisions', Key: 'large', Body, ContentLength: size }));
  expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024);
  const hash = createHash('sha256');
  const { Body: read } = await client.send(new GetObjectCommand({ Bucket: 'revisions', Key: 'large' }));
  for await (const part of read as AsyncIterable<Buffer>) hash.update(part);
  const expected = createHash('sha256');
  for (let sent = 0; sent < size; sent += chunk.length) expected.update(chunk);
  expect(hash.digest('hex')).toBe(expected.digest('hex'));
});
