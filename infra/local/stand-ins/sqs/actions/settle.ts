import { AwsError } from '../../aws-error.ts';
import { type JsonObject, requireText } from '../../json-object.ts';
import type { SqsAction } from '../action.ts';
import { runBatch } from '../batch.ts';
import type { MessageQueue } from '../message-queue.ts';
import { isWithin } from '../queue-attributes.ts';

export const deleteMessage: SqsAction = ({ input, store }) => remove(store.require(input), input);

export const deleteMessageBatch: SqsAction = ({ input, store }) => {
  const queue = store.require(input);
  return runBatch(input, (entry) => remove(queue, entry));
};

export const changeMessageVisibility: SqsAction = ({ input, store }) => changeVisibility(store.require(input), input);

export const changeMessageVisibilityBatch: SqsAction = ({ input, store }) => {
  const queue = store.require(input);
  return runBatch(input, (entry) => changeVisibility(queue, entry));
};

function remove(queue: MessageQueue, input: JsonObject): JsonObject {
  queue.remove(requireText(input, 'ReceiptHandle'));
  return {};
}

function changeVisibility(queue: MessageQueue, input: JsonObject): JsonObject {
  const seconds = input.VisibilityTimeout;
  if (typeof seconds !== 'number' || !isWithin(seconds, 0, 43_200)) {
    throw new AwsError('InvalidParameterValue', 'VisibilityTimeout must be between 0 and 43200.');
  }
  queue.changeVisibility(requireText(input, 'ReceiptHandle'), seconds);
  return {};
}
