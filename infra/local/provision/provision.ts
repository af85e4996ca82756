import { CreateEventBusCommand } from '@aws-sdk/client-eventbridge';
import {
  createDocumentClient,
  createEventBridgeClient,
  createS3Client,
  createSecretsClient,
  createSqsClient,
} from '../../../shared/aws/clients.ts';
import type { Credentials } from '../lambda/process-environment.ts';
import type { ServiceName } from '../stack-state.ts';
import { type ResolvedStack, resourcesOf } from '../template/resolve-template.ts';
import { createBuckets } from './create-buckets.ts';
import { createQueues } from './create-queues.ts';
import { createSecrets } from './create-secrets.ts';
import { createTables } from './create-tables.ts';

/** Creates what the template holds through the unmodified SDK, as the operator. */
export async function provision(
  stack: ResolvedStack,
  endpoints: Readonly<Record<ServiceName, string>>,
  credentials: Credentials,
): Promise<void> {
  const at = (service: ServiceName) => ({ region: stack.place.region, credentials, endpoint: endpoints[service] });
  const [sqs, dynamodb, s3] = [
    createSqsClient(at('sqs')),
    createDocumentClient(at('dynamodb')),
    createS3Client(at('s3')),
  ];
  const [secrets, events] = [createSecretsClient(at('secretsManager')), createEventBridgeClient(at('events'))];
  const busNames = resourcesOf(stack, 'AWS::Events::EventBus').map(({ ref }) => ref);
  await Promise.all([
    createQueues(stack, sqs),
    createTables(stack, dynamodb),
    createBuckets(stack, s3),
    createSecrets(stack, secrets),
    ...busNames.map((Name) => events.send(new CreateEventBusCommand({ Name }))),
  ]);
  for (const client of [sqs, dynamodb, s3, secrets, events]) client.destroy();
}
