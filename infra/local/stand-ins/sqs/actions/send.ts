import { createHash } from 'node:crypto';
import { AwsError } from '../../aws-error.ts';
import { isJsonObject, type JsonObject } from '../../json-object.ts';
import type { SqsAction } from '../action.ts';
import { runBatch } from '../batch.ts';
import { attributesMd5, messageBytes } from '../message-attributes.ts';
import type { MessageQueue } from '../message-queue.ts';
import { readMessage } from '../read-message.ts';

const MAX_BATCH_BYTES = 1_048_576;

export const sendMessage: SqsAction = ({ input, store, request }) =>
  send(store.require(input), input, request.headers['x-amzn-trace-id']?.toString());

export const sendMessageBatch: SqsAction = ({ input, store, request }) => {
  const queue = store.require(input);
  if (batchBytes(input) > MAX_BATCH_BYTES) {
    throw new AwsError('BatchRequestTooLong', `Batch requests cannot be longer than ${MAX_BATCH_BYTES} bytes.`);
  }
  return runBatch(input, (entry) => send(queue, entry, request.headers['x-amzn-trace-id']?.toString()));
};

function send(queue: MessageQueue, input: JsonObject, trace: string | undefined): JsonObject {
  const message = readMessage(queue, input, trace);
  const { id, sequenceNumber } = queue.send(message);
  return {
    MessageId: id,
    MD5OfMessageBody: createHash('md5').update(message.body).digest('hex'),
    MD5OfMessageAttributes: attributesMd5(message.attributes),
    SequenceNumber: sequenceNumber,
  };
}

function batchBytes({ Entries }: JsonObject): number {
  const entries = Array.isArray(Entries) ? Entries.filter(isJsonObject) : [];
  return entries.reduce((sum, { MessageBody, MessageAttributes }) => {
    return sum + messageBytes(String(MessageBody ?? ''), isJsonObject(MessageAttributes) ? MessageAttributes : {});
  }, 0);
}
