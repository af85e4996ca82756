import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type ResolvedResource, type ResolvedStack, resourcesOf } from '../template/resolve-template.ts';

/** Names that CloudFormation and SQS share. */
const ATTRIBUTES = [
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'FifoThroughputLimit',
  'KmsMasterKeyId',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
] as const;

/** Dead-letter queues first, since a redrive policy needs its target. */
export async function createQueues(stack: ResolvedStack, client: SQSClient): Promise<void> {
  const queues = resourcesOf(stack, 'AWS::SQS::Queue');
  const redrives = ({ properties }: ResolvedResource): boolean => properties.RedrivePolicy !== undefined;
  const ordered = [...queues.filter((queue) => !redrives(queue)), ...queues.filter(redrives)];
  for (const { attributes, properties } of ordered) {
    const command = new CreateQueueCommand({
      QueueName: attributes.QueueName,
      Attributes: queueAttributes(properties),
    });
    await client.send(command);
  }
}

function queueAttributes(properties: ResolvedResource['properties']): Record<string, string> {
  const given = ATTRIBUTES.filter((name) => properties[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, attributeText(properties[name])]));
}

function attributeText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
