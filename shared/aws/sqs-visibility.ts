import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ChangeVisibility } from '../queue/change-visibility.ts';

/** Decides when SQS hands out again what a consumer returns as failed. */
export function createVisibilityChanger(client: SQSClient, url: string): ChangeVisibility {
  return async (receiptHandle, seconds) => {
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds }),
    );
  };
}
