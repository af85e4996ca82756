import { DeleteMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Deletes up to ten received messages by their receipt handles; one that is gone already counts as deleted. */
export function createMessageDeleter(
  client: SQSClient,
  url: string,
): (receiptHandles: readonly string[]) => Promise<void> {
  return async (receiptHandles) => {
    const Entries = receiptHandles.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
  };
}
