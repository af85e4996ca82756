import { LOCAL_ACCOUNT_ID } from '../../arn.ts';
import { AwsError } from '../../aws-error.ts';
import type { JsonObject } from '../../json-object.ts';
import type { SqsAction } from '../action.ts';
import { attributesMd5, selectAttributes } from '../message-attributes.ts';
import { isWithin } from '../queue-attributes.ts';
import type { StoredMessage } from '../stored-message.ts';

/** How often a waiting receive looks by itself: for timeouts that run out, a moved clock, a caller who hung up. */
const LOOK_EVERY_MS = 50;

/** Waits in real time; a caller who hung up takes nothing. */
export const receiveMessage: SqsAction = async ({ input, store, request: { gone } }) => {
  const queue = store.require(input);
  const max = readNumber(input, 'MaxNumberOfMessages', 1, 10) ?? 1;
  const visibility = readNumber(input, 'VisibilityTimeout', 0, 43_200);
  const waitSeconds =
    readNumber(input, 'WaitTimeSeconds', 0, 20) ?? Number(queue.attributes.ReceiveMessageWaitTimeSeconds);
  const deadline = performance.now() + waitSeconds * 1_000;
  for (;;) {
    if (gone.aborted) return {};
    const messages = queue.receive(max, visibility);
    if (messages.length > 0) return { Messages: messages.map((message) => describeMessage(message, input)) };
    if (performance.now() >= deadline) return {};
    await queue.changed(Math.min(LOOK_EVERY_MS, deadline - performance.now()));
  }
};

function describeMessage(message: StoredMessage, input: JsonObject): JsonObject {
  const attributes = selectAttributes(message.attributes, names(input.MessageAttributeNames));
  const wanted = [...names(input.AttributeNames), ...names(input.MessageSystemAttributeNames)];
  const system = Object.entries(systemAttributes(message)).filter(
    ([name, value]) => value !== undefined && (wanted.includes('All') || wanted.includes(name)),
  );
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: message.md5,
    MessageAttributes: Object.keys(attributes).length === 0 ? undefined : attributes,
    MD5OfMessageAttributes: attributesMd5(attributes),
    Attributes: system.length === 0 ? undefined : Object.fromEntries(system),
  };
}

function systemAttributes(message: StoredMessage): Record<string, string | undefined> {
  return {
    SenderId: LOCAL_ACCOUNT_ID,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    MessageGroupId: message.groupId,
    MessageDeduplicationId: message.deduplicationId,
    SequenceNumber: message.sequenceNumber,
    AWSTraceHeader: message.trace,
    DeadLetterQueueSourceArn: message.deadLetterSource,
  };
}

function names(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** @throws AwsError outside the range */
function readNumber(input: JsonObject, field: string, lowest: number, highest: number): number | undefined {
  const value = input[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && isWithin(value, lowest, highest)) return value;
  throw new AwsError('InvalidParameterValue', `${field} must be between ${lowest} and ${highest}, if provided.`);
}
