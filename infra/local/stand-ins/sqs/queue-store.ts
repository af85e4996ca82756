import { LOCAL_ACCOUNT_ID } from '../arn.ts';
import { AwsError } from '../aws-error.ts';
import { type JsonObject, requireText } from '../json-object.ts';
import { MessageQueue } from './message-queue.ts';
import { type QueueAttributes, withDefaults } from './queue-attributes.ts';

export interface QueueStore {
  /** Sorted by name. */
  readonly all: () => MessageQueue[];
  readonly findByName: (name: string) => MessageQueue | undefined;
  /** The queue that `QueueUrl` names, whatever its host. @throws AwsError */
  readonly require: (input: JsonObject) => MessageQueue;
  /** A queue of this name and these attributes is answered as it is. @throws AwsError when its attributes differ */
  readonly create: (name: string, attributes: QueueAttributes) => MessageQueue;
  readonly remove: (queue: MessageQueue) => void;
}

export function createQueueStore(region: string, now: () => number): QueueStore {
  const queues = new Map<string, MessageQueue>();
  const arnOf = (name: string): string => `arn:aws:sqs:${region}:${LOCAL_ACCOUNT_ID}:${name}`;
  const findQueue = (arn: string): MessageQueue | undefined =>
    arn === arnOf(arn.split(':').at(-1) ?? '') ? queues.get(arn.split(':').at(-1) ?? '') : undefined;

  return {
    all: () => [...queues.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    findByName: (name) => queues.get(name),
    require(input) {
      const queue = queues.get(requireText(input, 'QueueUrl').split('/').at(-1) ?? '');
      if (queue === undefined) throw noSuchQueue();
      return queue;
    },
    create(name, attributes) {
      if (!/^[\w-]{1,80}(?:\.fifo)?$/.test(name) || name.length > 80) {
        throw new AwsError(
          'InvalidParameterValue',
          'Can only include alphanumeric characters, hyphens, or underscores.',
        );
      }
      const existing = queues.get(name);
      if (existing !== undefined) return sameQueue(existing, attributes);
      const whole = withDefaults(name, attributes);
      const queue = new MessageQueue({ name, arn: arnOf(name), attributes: whole, now, findQueue });
      queues.set(name, queue);
      return queue;
    },
    remove: ({ name }) => void queues.delete(name),
  };
}

export function noSuchQueue(): AwsError {
  return new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
}

function sameQueue(queue: MessageQueue, attributes: QueueAttributes): MessageQueue {
  const differs = Object.entries(attributes).find(([name, value]) => queue.attributes[name] !== value);
  if (differs === undefined) return queue;
  throw new AwsError('QueueNameExists', `A queue already exists with the same name and another ${differs[0]}`);
}
