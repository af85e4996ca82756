import { AwsError } from '../aws-error.ts';
import { isJsonObject, type JsonObject, optionalText } from '../json-object.ts';
import { messageBytes } from './message-attributes.ts';
import type { MessageQueue } from './message-queue.ts';
import { isWithin } from './queue-attributes.ts';
import type { NewMessage } from './stored-message.ts';

/** Characters SQS refuses: all that XML 1.0 has no place for. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const IDENTIFIER = /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/;

/** The message of a SendMessage or of a batch's entry. @throws AwsError for what the queue would not take */
export function readMessage(queue: MessageQueue, input: JsonObject, trace: string | undefined): NewMessage {
  const body = optionalText(input, 'MessageBody') ?? '';
  const attributes = isJsonObject(input.MessageAttributes) ? input.MessageAttributes : {};
  if (body === '') throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (FORBIDDEN.test(body)) throw new AwsError('InvalidMessageContents', 'The message holds invalid characters.');
  if (messageBytes(body, attributes) > Number(queue.attributes.MaximumMessageSize)) {
    throw new AwsError('InvalidParameterValue', 'Message must be shorter than MaximumMessageSize bytes.');
  }
  const identity = queue.isFifo() ? readFifoIdentity(queue, input) : readStandardIdentity(input);
  return { body, attributes, ...identity, trace: ownTrace(input) ?? trace };
}

type Identity = Pick<NewMessage, 'groupId' | 'deduplicationId' | 'delaySeconds'>;

function readFifoIdentity(queue: MessageQueue, input: JsonObject): Identity {
  const groupId = readIdentifier(input, 'MessageGroupId');
  const deduplicationId = readIdentifier(input, 'MessageDeduplicationId');
  if (groupId === undefined) throw new AwsError('MissingParameter', 'The request must contain MessageGroupId.');
  if (deduplicationId === undefined && queue.attributes.ContentBasedDeduplication !== 'true') {
    throw new AwsError(
      'InvalidParameterValue',
      'The queue needs ContentBasedDeduplication or a MessageDeduplicationId',
    );
  }
  if (input.DelaySeconds)
    throw new AwsError('InvalidParameterValue', 'A FIFO queue takes no DelaySeconds per message.');
  return { groupId, deduplicationId, delaySeconds: undefined };
}

function readStandardIdentity(input: JsonObject): Identity {
  const delaySeconds = typeof input.DelaySeconds === 'number' ? input.DelaySeconds : undefined;
  if (delaySeconds !== undefined && !isWithin(delaySeconds, 0, 900)) {
    throw new AwsError('InvalidParameterValue', 'DelaySeconds must be between 0 and 900.');
  }
  if (input.MessageDeduplicationId !== undefined) {
    throw new AwsError('InvalidParameterValue', 'MessageDeduplicationId is not valid for this queue type.');
  }
  return { groupId: readIdentifier(input, 'MessageGroupId'), deduplicationId: undefined, delaySeconds };
}

function readIdentifier(input: JsonObject, field: string): string | undefined {
  const value = optionalText(input, field);
  if (value === undefined || IDENTIFIER.test(value)) return value;
  throw new AwsError(
    'InvalidParameterValue',
    `${field} can only include alphanumeric and punctuation characters, 1 to 128`,
  );
}

function ownTrace({ MessageSystemAttributes: system }: JsonObject): string | undefined {
  const header = isJsonObject(system) ? system.AWSTraceHeader : undefined;
  return isJsonObject(header) ? optionalText(header, 'StringValue') : undefined;
}
