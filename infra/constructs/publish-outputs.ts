import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { describeDestination } from '../configuration/environment-size.ts';
import type { Delivery } from './destinations/delivery.ts';
import type { Foundation } from './foundation.ts';
import type { RelayFunction } from './relay-function.ts';
import type { WebhookApi } from './webhook-api.ts';

export interface Published {
  readonly foundation: Foundation;
  readonly api: WebhookApi;
  /** By the design's names. */
  readonly functions: Readonly<Record<string, RelayFunction>>;
  readonly deliveries: readonly Delivery[];
}

/** What the relay command and the local stack find their way by: the design's names and the physical ones. */
export function publishOutputs(stack: Stack, { foundation, api, functions, deliveries }: Published): void {
  const { stores, queues, destinations, config } = foundation;
  const all = [...queues.all, ...destinations.map(({ work }) => work)];
  const physical = Object.entries(functions).map(([name, worker]) => [name, worker.function.functionName] as const);
  const outputs = {
    Queues: stack.toJsonString(Object.assign({}, ...all.map(({ urls }) => urls))),
    Functions: stack.toJsonString(Object.fromEntries(physical)),
    Destinations: stack.toJsonString(destinations.map((destination) => describeDestination(destination.config))),
    WebhookBaseUrl: api.baseUrl,
    LedgerTable: stores.ledger.tableName,
    RevisionsBucket: stores.revisions.bucketName,
    AuditBucket: stores.audit.bucketName,
    RostersBucket: stores.rosters.bucketName,
    AccountSecretPrefix: config.prefix,
    ...archiveOutputs(stack, deliveries),
    ...busOutputs(deliveries),
  };
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
}

/** `ArchiveBuckets`: bucket names by destination. */
function archiveOutputs(stack: Stack, deliveries: readonly Delivery[]): Readonly<Record<string, string>> {
  const archives = deliveries.flatMap(({ destination, consumer }) =>
    consumer?.archive === undefined ? [] : [[destination, consumer.archive.bucketName] as const],
  );
  return { ArchiveBuckets: stack.toJsonString(Object.fromEntries(archives)) };
}

/** `EventBusName` is the first bus's; a stack without one has no such output. */
function busOutputs(deliveries: readonly Delivery[]): Readonly<Record<string, string>> {
  const bus = deliveries.find(({ consumer }) => consumer?.bus !== undefined)?.consumer?.bus;
  return bus === undefined ? {} : { EventBusName: bus.eventBusName };
}
