import { GetObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, expect, test } from 'vitest';
import { createS3Client, createSqsClient } from '../../../shared/aws/clients.ts';
import { type LoopbackReceiver, startReceiver } from '../../support/loopback-receiver.ts';

const CREDENTIALS = { accessKeyId: 'a', secretAccessKey: 's' };
let service: LoopbackReceiver;
afterEach(() => service.close());

test('a service that never answers is an error after three tries', async () => {
  service = await startReceiver(() => undefined);
  const options = { region: 'eu-west-1', endpoint: service.url, credentials: CREDENTIALS, requestTimeoutMs: 250 };
  const send = new SendMessageCommand({ QueueUrl: `${service.url}/1/q`, MessageBody: 'x' });
  await expect(createSqsClient(options).send(send)).rejects.toThrow();
  expect(service.requests).toHaveLength(3);
});

test('a body that stops coming is an error', async () => {
  service = await startReceiver((_, response) => {
    response.writeHead(200, { 'content-length': 1_000 });
    response.write('the beginning');
  });
  const options = { region: 'eu-west-1', endpoint: service.url, credentials: CREDENTIALS, requestTimeoutMs: 50 };
  const { Body } = await createS3Client(options).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
  await expect(Body?.transformToString()).rejects.toThrow();
});

test("a queue is spoken to at the client's endpoint, whatever host its address names", async () => {
  service = await startReceiver((_, response) =>
    response.end('{"MessageId":"1","MD5OfMessageBody":"9dd4e461268c8034f5c8564e155c67a6"}'),
  );
  const client = createSqsClient({ region: 'eu-west-1', endpoint: service.url, credentials: CREDENTIALS });
  await client.send(new SendMessageCommand({ QueueUrl: 'https://nowhere.example/1/q', MessageBody: 'x' }));
  expect(service.requests).toHaveLength(1);
});
