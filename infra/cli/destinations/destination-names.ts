import type { DestinationKind } from '../../../shared/delivery/destination.ts';
import type { DeploymentOutputs } from '../deployment/deployment.ts';

const QUEUE = /^destination-(.+)(?<!-dlq)\.fifo$/;
const FUNCTIONS: readonly (readonly [string, DestinationKind])[] = [
  ['http-delivery', 'http'],
  ['asset-archive', 'archive'],
  ['event-delivery', 'event-bus'],
];

/** Names of a deployment's destinations, read off its queues. */
export function destinationNames({ queues }: Pick<DeploymentOutputs, 'queues'>): string[] {
  return Object.keys(queues).flatMap((name) => QUEUE.exec(name)?.[1] ?? []);
}

/** What delivers to it tells its kind; a destination without a function is a queue of the company's own. */
export function destinationKind({ functions }: Pick<DeploymentOutputs, 'functions'>, name: string): DestinationKind {
  return FUNCTIONS.find(([job]) => functions[`${job}-${name}`] !== undefined)?.[1] ?? 'queue';
}

/** @throws Error naming the destinations there are. */
export function requireDestination(outputs: DeploymentOutputs, name: string): { name: string; queueUrl: string } {
  const queueUrl = outputs.queues[`destination-${name}.fifo`];
  if (queueUrl === undefined) {
    throw new Error(`there is no destination ${name}; there are ${destinationNames(outputs).join(', ')}`);
  }
  return { name, queueUrl };
}
