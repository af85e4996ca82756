import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Stands for the company's own consumer of a `queue` destination: takes, hands on, deletes. */
export interface QueueConsumer {
  close(): Promise<void>;
}

export function startQueueConsumer(client: SQSClient, url: string, onMessage: (body: string) => void): QueueConsumer {
  const stopping = new AbortController();
  const loop = consume(client, url, onMessage, stopping.signal);
  return {
    async close() {
      stopping.abort();
      await loop;
    },
  };
}

async function consume(
  client: SQSClient,
  QueueUrl: string,
  onMessage: (body: string) => void,
  abortSignal: AbortSignal,
): Promise<void> {
  while (!abortSignal.aborted) {
    const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 });
    const { Messages = [] } = await client.send(command, { abortSignal }).catch(() => ({ Messages: [] }));
    for (const { Body = '', ReceiptHandle } of Messages) {
      onMessage(Body);
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })).catch(() => undefined);
    }
  }
}
