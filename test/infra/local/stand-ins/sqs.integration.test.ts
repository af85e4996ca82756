import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StandIn } from '../../../../infra/local/stand-ins/json-service.ts';
import { startSqs } from '../../../../infra/local/stand-ins/sqs.ts';
import { sdkOptions } from './sdk-options.ts';

let standIn: StandIn;
let client: SQSClient;

beforeAll(async () => {
  standIn = await startSqs({ region: 'eu-central-1' });
  client = new SQSClient(sdkOptions(standIn.url));
});
afterAll(async () => {
  client.destroy();
  await standIn.close();
});

async function createQueue(name: string, Attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  return QueueUrl ?? '';
}

async function arnOf(QueueUrl: string): Promise<string> {
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return Attributes?.QueueArn ?? '';
}

async function receive(QueueUrl: string, options: { MaxNumberOfMessages?: number; WaitTimeSeconds?: number } = {}) {
  const command = new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['All'], ...options });
  return (await client.send(command)).Messages ?? [];
}

describe('queues', () => {
  test('have URLs under the address that was asked, and ARNs in the region', async () => {
    const url = await createQueue('plain');
    expect(url).toBe(`${standIn.url}/000000000000/plain`);
    expect((await client.send(new GetQueueUrlCommand({ QueueName: 'plain' }))).QueueUrl).toBe(url);
    expect((await client.send(new ListQueuesCommand({ QueueNamePrefix: 'plain' }))).QueueUrls).toEqual([url]);
    expect(await arnOf(url)).toBe('arn:aws:sqs:eu-central-1:000000000000:plain');
  });

  test('keep the attributes and tags a template sets', async () => {
    const attributes = {
      SqsManagedSseEnabled: 'true',
      MessageRetentionPeriod: '1209600',
      VisibilityTimeout: '360',
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
      FifoQueue: 'true',
      Policy: '{"Version":"2012-10-17","Statement":[]}',
    };
    const command = new CreateQueueCommand({
      QueueName: 'full.fifo',
      Attributes: attributes,
      tags: { stage: 'local' },
    });
    const { QueueUrl } = await client.send(command);
    const stored = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    expect(stored.Attributes).toMatchObject(attributes);
    expect((await client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ stage: 'local' });
  });

  test('that do not exist are answered with the error the SDK knows', async () => {
    const command = new SendMessageCommand({ QueueUrl: `${standIn.url}/000000000000/none`, MessageBody: 'x' });
    await expect(client.send(command)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });
});

describe('messages', () => {
  test('wake a receiver that waits, and are gone once deleted', async () => {
    const QueueUrl = await createQueue('long-poll');
    const waiting = receive(QueueUrl, { WaitTimeSeconds: 10 });
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"v":1}' }));
    const [message] = await waiting;
    expect(message?.Body).toBe('{"v":1}');
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
  });

  test('of a FIFO queue keep their order and vanish as duplicates under one deduplication id', async () => {
    const QueueUrl = await createQueue('order.fifo', { FifoQueue: 'true' });
    for (const [id, body] of [
      ['a', 'first'],
      ['a', 'again'],
      ['b', 'second'],
    ]) {
      await client.send(
        new SendMessageCommand({ QueueUrl, MessageBody: body, MessageGroupId: 'g', MessageDeduplicationId: id }),
      );
    }
    const [first] = await receive(QueueUrl);
    expect(await receive(QueueUrl)).toEqual([]);
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
    const [second] = await receive(QueueUrl);
    expect([first?.Body, second?.Body]).toEqual(['first', 'second']);
    expect(await receive(QueueUrl)).toEqual([]);
  });

  test('go to the dead-letter queue after their last receive', async () => {
    const dlq = await createQueue('work-dlq');
    const redrive = JSON.stringify({ deadLetterTargetArn: await arnOf(dlq), maxReceiveCount: 1 });
    const QueueUrl = await createQueue('work', { RedrivePolicy: redrive });
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'poison' }));
    const [message] = await receive(QueueUrl);
    const visible = { QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 0 };
    await client.send(new ChangeMessageVisibilityCommand(visible));
    expect(await receive(QueueUrl)).toEqual([]);
    expect((await receive(dlq))[0]?.Body).toBe('poison');
  });

  test('with a delay come only after it', async () => {
    const QueueUrl = await createQueue('delayed');
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'later', DelaySeconds: 1 }));
    expect(await receive(QueueUrl)).toEqual([]);
    expect((await receive(QueueUrl, { WaitTimeSeconds: 5 }))[0]?.Body).toBe('later');
  });

  test('carry the trace header of their sender', async () => {
    const QueueUrl = await createQueue('traced');
    const AWSTraceHeader = { DataType: 'String', StringValue: 'Root=1-abc' };
    await client.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: '1', MessageBody: 'traced', MessageSystemAttributes: { AWSTraceHeader } },
          { Id: '2', MessageBody: 'plain' },
        ],
      }),
    );
    const messages = await receive(QueueUrl, { MaxNumberOfMessages: 10 });
    const traces = Object.fromEntries(messages.map(({ Body, Attributes }) => [Body, Attributes?.AWSTraceHeader]));
    expect(traces).toEqual({ traced: 'Root=1-abc', plain: undefined });
  });

  test('are given back when their receiver hung up while it waited', async () => {
    const QueueUrl = await createQueue('hung-up');
    const aborted = new AbortController();
    const waiting = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }), {
      abortSignal: aborted.signal,
    });
    await roundTrip();
    aborted.abort();
    await expect(waiting).rejects.toThrow();
    await roundTrip();
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'kept' }));
    expect((await receive(QueueUrl, { WaitTimeSeconds: 10 }))[0]?.Body).toBe('kept');
  });
});

/** After it, what an earlier request did to its connection has arrived. */
async function roundTrip(): Promise<void> {
  await client.send(new ListQueuesCommand({}));
}

describe('faults', () => {
  test.each([
    ['unavailable', 'ServiceUnavailable'],
    ['throttled', 'RequestThrottled'],
  ] as const)('%s is answered as SQS does and sends nothing', async (kind, name) => {
    const QueueUrl = await createQueue(`fault-${kind}`);
    standIn.setFault({ kind, actions: ['SendMessage'] });
    const impatient = new SQSClient({ ...sdkOptions(standIn.url), maxAttempts: 1 });
    await expect(impatient.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))).rejects.toMatchObject({
      name,
    });
    standIn.setFault(undefined);
    expect(await receive(QueueUrl)).toEqual([]);
    impatient.destroy();
  });

  test('a lost answer leaves the message in the queue', async () => {
    const QueueUrl = await createQueue('answer-lost');
    standIn.setFault({ kind: 'answer-lost', containing: 'answer-lost', times: 1 });
    const impatient = new SQSClient({ ...sdkOptions(standIn.url), maxAttempts: 1 });
    await expect(impatient.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))).rejects.toThrow();
    expect((await receive(QueueUrl))[0]?.Body).toBe('x');
    impatient.destroy();
  });
});

test('closing ends a receive that still waits', async () => {
  const other = await startSqs({ region: 'eu-central-1' });
  const waiter = new SQSClient({ ...sdkOptions(other.url), maxAttempts: 1 });
  const { QueueUrl } = await waiter.send(new CreateQueueCommand({ QueueName: 'closing' }));
  const waiting = waiter.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  const ended = expect(waiting).rejects.toThrow();
  await waiter.send(new GetQueueUrlCommand({ QueueName: 'closing' }));
  await other.close();
  await ended;
  waiter.destroy();
});
