import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSignedSecretReader } from '../../../functions/webhook-ingest/aws/get-secret.ts';
import { createSignedAccountLister } from '../../../functions/webhook-ingest/aws/list-accounts.ts';
import { createSignedObjectWriter } from '../../../functions/webhook-ingest/aws/put-object.ts';
import { createSignedQueue } from '../../../functions/webhook-ingest/aws/send-message.ts';
import { createSignedCaller } from '../../../functions/webhook-ingest/aws/signed-call.ts';

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const seen: Seen[] = [];
const answers: { status: number; body: string }[] = [];
let endpoint = '';

const server = createServer(async (request, response) => {
  const { method = '', url: path = '', headers } = request;
  seen.push({ method, path, headers, body: await text(request) });
  const { status, body } = answers.shift() ?? { status: 200, body: '{"MessageId":"1","SecretString":"{}"}' };
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
});

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' };
const QUEUE_URL = 'https://sqs.eu-west-1.amazonaws.com/000000000000/order-changes.fifo';

const environment = () => ({
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_SESSION_TOKEN: credentials.sessionToken,
  AWS_REGION: 'eu-west-1',
  AWS_ENDPOINT_URL: endpoint,
});
const sdk = () => ({ region: 'eu-west-1', endpoint, credentials, maxAttempts: 1 });

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address === 'object' && address !== null) endpoint = `http://127.0.0.1:${address.port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen.length = 0;
  answers.length = 0;
});

/** What decides about a request: the rest (user agent, tracing, the moment of signing) may differ. */
function essence({ method, path, headers, body }: Seen, json: boolean) {
  const scope = /Credential=[^/]+\/\d{8}\/([^,]+)/.exec(headers.authorization ?? '')?.[1];
  return {
    method,
    path: path.replace(/\?.*$/, ''),
    scope,
    target: headers['x-amz-target'],
    token: headers['x-amz-security-token'],
    body: json ? JSON.parse(body) : body,
  };
}

describe('calls signed without the SDK', () => {
  it('send the message that the SDK would send', async () => {
    const env = environment();
    const message = { body: '{"v":1}', groupId: 'default.1', deduplicationId: 'request-1' };
    await createSignedQueue(createSignedCaller({ env }), env, QUEUE_URL).send(message);
    await new SQSClient({ ...sdk(), useQueueUrlAsEndpoint: false, md5: false }).send(
      new SendMessageCommand({
        QueueUrl: QUEUE_URL,
        MessageBody: message.body,
        MessageGroupId: message.groupId,
        MessageDeduplicationId: message.deduplicationId,
      }),
    );
    const [ours, theirs] = seen;
    expect(ours && essence(ours, true)).toEqual(theirs && essence(theirs, true));
  });

  it('read the secret that the SDK would read', async () => {
    const env = environment();
    await createSignedSecretReader(createSignedCaller({ env }), env, 'relay')('acme');
    await new SecretsManagerClient(sdk()).send(new GetSecretValueCommand({ SecretId: 'relay/accounts/acme' }));
    const [ours, theirs] = seen;
    expect(ours && essence(ours, true)).toEqual(theirs && essence(theirs, true));
  });

  it('list the accounts that the SDK would list, page by page', async () => {
    const env = environment();
    const page = (names: readonly string[], last?: string) => {
      const Items = names.map((name) => ({ sk: { S: name } }));
      const key = last === undefined ? {} : { LastEvaluatedKey: { pk: { S: 'accounts' }, sk: { S: last } } };
      return { status: 200, body: JSON.stringify({ Items, ...key }) };
    };
    answers.push(page(['acme', 'default'], 'default'), page(['zeta']));
    const names = await createSignedAccountLister(createSignedCaller({ env }), env, 'ledger')();
    expect([...names]).toEqual(['acme', 'default', 'zeta']);
    const query = {
      TableName: 'ledger',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'accounts' } },
      ProjectionExpression: 'sk',
    };
    const client = new DynamoDBClient(sdk());
    await client.send(new QueryCommand(query));
    await client.send(
      new QueryCommand({ ...query, ExclusiveStartKey: { pk: { S: 'accounts' }, sk: { S: 'default' } } }),
    );
    const [first, second, theirFirst, theirSecond] = seen.map((one) => essence(one, true));
    expect([first, second]).toEqual([theirFirst, theirSecond]);
  });

  it('write the object that the SDK would write', async () => {
    const env = environment();
    const key = 'parked/default/2026-05-01/a=b.json';
    await createSignedObjectWriter(createSignedCaller({ env }), env, 'revisions')(key, '{}');
    const client = new S3Client({ ...sdk(), forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' });
    await client.send(new PutObjectCommand({ Bucket: 'revisions', Key: key, Body: '{}' }));
    const [ours, theirs] = seen;
    expect(ours && essence(ours, false)).toEqual(theirs && essence(theirs, false));
  });

  it('go to the endpoint of the service before the common one', async () => {
    const env = { ...environment(), AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_SQS: endpoint };
    await createSignedQueue(createSignedCaller({ env }), env, QUEUE_URL).send({ body: '{}' });
    expect(seen).toHaveLength(1);
  });

  it.each([
    [503, 'unavailable'],
    [400, '{"__type":"com.amazonaws.sqs#RequestThrottled"}'],
  ])('are tried once more after %s', async (status, body) => {
    answers.push({ status, body });
    const env = environment();
    await createSignedQueue(createSignedCaller({ env }), env, QUEUE_URL).send({ body: '{}' });
    expect(seen).toHaveLength(2);
  });

  it('are not repeated where a repeat changes nothing', async () => {
    answers.push({ status: 400, body: '{"__type":"com.amazonaws.sqs#QueueDoesNotExist"}' });
    const env = environment();
    const queue = createSignedQueue(createSignedCaller({ env }), env, QUEUE_URL);
    await expect(queue.send({ body: '{}' })).rejects.toThrow('SQS SendMessage answered 400');
    expect(seen).toHaveLength(1);
  });

  it('take a secret that is not there for nothing, and name no value when reading fails', async () => {
    const env = environment();
    const read = createSignedSecretReader(createSignedCaller({ env }), env, 'relay');
    answers.push({ status: 400, body: '{"__type":"ResourceNotFoundException"}' });
    expect(await read('nobody')).toBeUndefined();
    answers.push({ status: 403, body: '{"SecretString":"hidden"}' });
    await expect(read('acme')).rejects.toThrow(/^Secrets Manager GetSecretValue answered 403$/);
  });
});
