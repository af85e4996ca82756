import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Hides a received message from now on; SQS allows 12 hours in all since it was received. */
export type ChangeVisibility = (receiptHandle: string, seconds: number) => Promise<void>;

/** Decides when SQS hands out again what a consumer returns as failed. */
export function createVisibilityChanger(client: SQSClient, url: string): ChangeVisibility {
  return async (receiptHandle, seconds) => {
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds }),
    );
  };
}
