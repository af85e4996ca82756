import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Messages that wait or are being handled, by queue name. Delayed ones are not counted: they are meant to wait. */
export type QueueDepths = Readonly<Record<string, number>>;

export async function readQueueDepths(
  client: SQSClient,
  queues: Readonly<Record<string, string>>,
): Promise<QueueDepths> {
  const depths = Object.entries(queues).map(async ([name, url]) => [name, await readDepth(client, url)] as const);
  return Object.fromEntries(await Promise.all(depths));
}

async function readDepth(client: SQSClient, QueueUrl: string): Promise<number> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return (
    Number(Attributes.ApproximateNumberOfMessages ?? 0) + Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0)
  );
}

export function isDeadLetterQueue(name: string): boolean {
  return /-dlq(\.fifo)?$/.test(name);
}
