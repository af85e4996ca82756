import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A message as it lies in a queue. */
export interface WaitingMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly groupId: string | undefined;
  /** ISO instant. */
  readonly sentAt: string;
  /** Why a consumer of ours gave it up; nothing where SQS moved it. */
  readonly reason: string | null;
  /** Of a delivery: its place among those of its subject. */
  readonly sequence?: string | undefined;
}

/** Reads a queue for a person: what is taken is hidden for ten minutes, and released or removed before that. */
export interface QueueReader {
  /** Up to ten messages; none when the queue shows none. */
  receive(): Promise<readonly WaitingMessage[]>;
  release(message: WaitingMessage): Promise<void>;
  remove(message: WaitingMessage): Promise<void>;
  /** About how many wait and how many are being worked on. */
  count(): Promise<{ readonly waiting: number; readonly inFlight: number }>;
}

const HIDDEN_SECONDS = 600;

export function createQueueReader(client: SQSClient, url: string): QueueReader {
  return {
    async receive() {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: HIDDEN_SECONDS,
          // A short poll may answer empty although messages are there.
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
      );
      return Messages.map(toWaiting);
    },
    release: async ({ receiptHandle: ReceiptHandle }) => {
      await client.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }));
    },
    remove: async ({ receiptHandle: ReceiptHandle }) => {
      await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    },
    async count() {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl: url,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return {
        waiting: Number(Attributes?.ApproximateNumberOfMessages ?? 0),
        inFlight: Number(Attributes?.ApproximateNumberOfMessagesNotVisible ?? 0),
      };
    },
  };
}

function toWaiting({
  MessageId = '',
  ReceiptHandle = '',
  Body = '',
  Attributes,
  MessageAttributes,
}: Message): WaitingMessage {
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    groupId: Attributes?.MessageGroupId,
    sentAt: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString(),
    reason: MessageAttributes?.reason?.StringValue ?? null,
    sequence: MessageAttributes?.sequence?.StringValue,
  };
}
