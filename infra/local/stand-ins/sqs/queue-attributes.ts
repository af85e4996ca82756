import { AwsError } from '../aws-error.ts';
import { isJsonObject, parseJsonObject } from '../json-object.ts';

/** All of SQS's attributes are texts. */
export type QueueAttributes = Readonly<Record<string, string>>;

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

const DEFAULTS: QueueAttributes = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
  VisibilityTimeout: '30',
};

const FIFO_DEFAULTS: QueueAttributes = {
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

const TEXTS = ['FifoQueue', 'KmsDataKeyReusePeriodSeconds', 'KmsMasterKeyId', 'Policy', 'RedriveAllowPolicy'];

/** Lowest and highest value of the attributes that are numbers. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1_024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
};

const KNOWN = new Set([...Object.keys(DEFAULTS), ...Object.keys(FIFO_DEFAULTS), ...TEXTS, 'RedrivePolicy']);

/** @throws AwsError for an attribute SQS does not know or a value it does not take */
export function checkAttributes(attributes: unknown): QueueAttributes {
  if (attributes === undefined) return {};
  if (!isJsonObject(attributes)) throw new AwsError('InvalidParameterValue', 'Attributes must be an object');
  for (const [name, value] of Object.entries(attributes)) checkAttribute(name, String(value));
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)]));
}

function checkAttribute(name: string, value: string): void {
  if (!KNOWN.has(name)) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  const [lowest, highest] = RANGES[name] ?? [];
  const outside = lowest !== undefined && highest !== undefined && !isWithin(Number(value), lowest, highest);
  if (outside) throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
  if (name === 'RedrivePolicy' && value !== '') readRedrivePolicy(value);
}

export function isWithin(value: number, lowest: number, highest: number): boolean {
  return Number.isInteger(value) && value >= lowest && value <= highest;
}

/** @throws AwsError */
export function readRedrivePolicy(text: string): RedrivePolicy {
  const { deadLetterTargetArn, maxReceiveCount } = parseJsonObject(text);
  if (typeof deadLetterTargetArn === 'string' && isWithin(Number(maxReceiveCount), 1, 1_000)) {
    return { deadLetterTargetArn, maxReceiveCount: Number(maxReceiveCount) };
  }
  throw new AwsError('InvalidAttributeValue', 'Invalid value for the parameter RedrivePolicy.');
}

/** A new queue's attributes. @throws AwsError when name and kind do not agree */
export function withDefaults(queueName: string, attributes: QueueAttributes): QueueAttributes {
  const fifo = attributes.FifoQueue === 'true';
  if (fifo !== queueName.endsWith('.fifo')) {
    throw new AwsError('InvalidParameterValue', 'The name of a FIFO queue, and of no other, must end with .fifo');
  }
  return { ...DEFAULTS, ...(fifo ? FIFO_DEFAULTS : {}), ...attributes };
}
