import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { OutgoingMessage, Queue } from '../queue/queue.ts';

/** @throws the SDK's error when SQS did not confirm that the message is stored. */
export function createSqsQueue(client: SQSClient, url: string): Queue {
  return {
    async send(message: OutgoingMessage): Promise<void> {
      await client.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: message.body,
          MessageGroupId: message.groupId,
          MessageDeduplicationId: message.deduplicationId,
          DelaySeconds: message.delaySeconds,
          MessageAttributes: toAttributes(message.attributes),
        }),
      );
    },
  };
}

function toAttributes(attributes: Readonly<Record<string, string>> = {}) {
  const entries = Object.entries(attributes);
  if (entries.length === 0) return undefined;
  return Object.fromEntries(entries.map(([name, text]) => [name, { DataType: 'String', StringValue: text }]));
}
