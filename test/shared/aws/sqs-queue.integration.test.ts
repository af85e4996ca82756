import { CreateQueueCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StandIn } from '../../../infra/local/stand-ins/json-service.ts';
import { startSqs } from '../../../infra/local/stand-ins/sqs.ts';
import { createSqsClient } from '../../../shared/aws/clients.ts';
import { createSqsQueue } from '../../../shared/aws/sqs-queue.ts';
import { createVisibilityChanger } from '../../../shared/aws/sqs-visibility.ts';
import { createDeadLetterQueue } from '../../../shared/queue/dead-letter.ts';
import { sdkOptions } from '../../infra/local/stand-ins/sdk-options.ts';

let sqs: StandIn;
let client: SQSClient;

beforeAll(async () => {
  sqs = await startSqs({ region: 'eu-central-1' });
  client = createSqsClient(sdkOptions(sqs.url));
});
afterAll(() => sqs.close());

async function createFifo(name: string): Promise<string> {
  const Attributes = { FifoQueue: 'true', VisibilityTimeout: '300' };
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: `${name}.fifo`, Attributes }));
  return QueueUrl;
}

async function receive(url: string) {
  const command = new ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: 1,
    MessageAttributeNames: ['All'],
  });
  return (await client.send(command)).Messages ?? [];
}

test('a sent message arrives whole, a repeat under its deduplication id does not', async () => {
  const url = await createFifo('orders');
  const queue = createSqsQueue(client, url);
  const message = { body: '{"a":"ä"}', groupId: 'g', deduplicationId: 'd', attributes: { sequence: '0001-00000001' } };
  await queue.send(message);
  await queue.send(message);
  const [received] = await receive(url);
  expect(await receive(url)).toEqual([]);
  expect(received?.Body).toBe(message.body);
  expect(received?.MessageAttributes?.sequence?.StringValue).toBe('0001-00000001');
});

test('a message whose visibility ends is handed out again, ahead of its group', async () => {
  const url = await createFifo('waits');
  const queue = createSqsQueue(client, url);
  await queue.send({ body: '1', groupId: 'g', deduplicationId: '1' });
  await queue.send({ body: '2', groupId: 'g', deduplicationId: '2' });
  const [first] = await receive(url);
  expect(await receive(url)).toEqual([]);
  await createVisibilityChanger(client, url)(first?.ReceiptHandle ?? '', 0);
  expect((await receive(url)).map(({ Body }) => Body)).toEqual(['1']);
});

test('a dead letter carries its reason beside the unchanged body', async () => {
  const url = await createFifo('letters-dlq');
  const deadLetters = createDeadLetterQueue(createSqsQueue(client, url));
  await deadLetters.send({ body: 'no json', messageId: 'm1', groupId: 'g', reason: 'unreadable' });
  const [letter] = await receive(url);
  expect([letter?.Body, letter?.MessageAttributes?.reason?.StringValue]).toEqual(['no json', 'unreadable']);
});

test('a queue that does not exist is an error: nothing counts as sent [P1]', async () => {
  const queue = createSqsQueue(client, `${sqs.url}/000000000000/nowhere.fifo`);
  await expect(queue.send({ body: 'x', groupId: 'g', deduplicationId: 'd' })).rejects.toThrow();
});
