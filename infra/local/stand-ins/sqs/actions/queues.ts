import { isJsonObject, optionalText, requireText } from '../../json-object.ts';
import type { SqsAction } from '../action.ts';
import type { MessageQueue } from '../message-queue.ts';
import { checkAttributes, readRedrivePolicy } from '../queue-attributes.ts';
import { noSuchQueue } from '../queue-store.ts';

const createQueue: SqsAction = ({ input, store, urlOf }) => {
  const queue = store.create(requireText(input, 'QueueName'), checkAttributes(input.Attributes));
  addTags(queue, input.tags ?? input.Tags);
  return { QueueUrl: urlOf(queue.name) };
};

const deleteQueue: SqsAction = ({ input, store }) => {
  store.remove(store.require(input));
  return {};
};

const getQueueUrl: SqsAction = ({ input, store, urlOf }) => {
  const queue = store.findByName(requireText(input, 'QueueName'));
  if (queue === undefined) throw noSuchQueue();
  return { QueueUrl: urlOf(queue.name) };
};

const listQueues: SqsAction = ({ input, store, urlOf }) => {
  const prefix = optionalText(input, 'QueueNamePrefix') ?? '';
  const after = optionalText(input, 'NextToken') ?? '';
  const names = store.all().map(({ name }) => name);
  const later = names.filter((name) => name.startsWith(prefix) && name > after);
  const page = later.slice(0, typeof input.MaxResults === 'number' ? input.MaxResults : 1_000);
  return { QueueUrls: page.map(urlOf), ...(page.length < later.length ? { NextToken: page.at(-1) } : {}) };
};

const listDeadLetterSourceQueues: SqsAction = ({ input, store, urlOf }) => {
  const { arn } = store.require(input);
  const sources = store.all().filter(({ attributes: { RedrivePolicy } }) => {
    return RedrivePolicy && readRedrivePolicy(RedrivePolicy).deadLetterTargetArn === arn;
  });
  return { queueUrls: sources.map(({ name }) => urlOf(name)) };
};

const getQueueAttributes: SqsAction = ({ input, store }) => {
  const queue = store.require(input);
  const names = Array.isArray(input.AttributeNames) ? input.AttributeNames.map(String) : [];
  const all = describeQueue(queue);
  const wanted = Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name));
  return { Attributes: Object.fromEntries(wanted) };
};

const setQueueAttributes: SqsAction = ({ input, store }) => {
  const queue = store.require(input);
  queue.attributes = { ...queue.attributes, ...checkAttributes(input.Attributes) };
  return {};
};

const purgeQueue: SqsAction = ({ input, store }) => {
  store.require(input).purge();
  return {};
};

const tagQueue: SqsAction = ({ input, store }) => {
  addTags(store.require(input), input.Tags);
  return {};
};

const untagQueue: SqsAction = ({ input, store }) => {
  const { tags } = store.require(input);
  for (const key of Array.isArray(input.TagKeys) ? input.TagKeys : []) tags.delete(String(key));
  return {};
};

const listQueueTags: SqsAction = ({ input, store }) => ({ Tags: Object.fromEntries(store.require(input).tags) });

function addTags({ tags }: MessageQueue, given: unknown): void {
  if (isJsonObject(given)) for (const [key, value] of Object.entries(given)) tags.set(key, String(value));
}

function describeQueue(queue: MessageQueue): Record<string, string> {
  const { visible, inFlight, delayed } = queue.counts();
  const created = String(Math.floor(queue.createdAt / 1_000));
  return {
    ...queue.attributes,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: created,
    LastModifiedTimestamp: created,
  };
}

export const queueActions: Readonly<Record<string, SqsAction>> = {
  CreateQueue: createQueue,
  DeleteQueue: deleteQueue,
  GetQueueUrl: getQueueUrl,
  ListQueues: listQueues,
  ListDeadLetterSourceQueues: listDeadLetterSourceQueues,
  GetQueueAttributes: getQueueAttributes,
  SetQueueAttributes: setQueueAttributes,
  PurgeQueue: purgeQueue,
  TagQueue: tagQueue,
  UntagQueue: untagQueue,
  ListQueueTags: listQueueTags,
};
