import type { Destination } from '../../../shared/delivery/destination.ts';
import type { DeploymentOutputs } from '../deployment/deployment.ts';

export function queueName(destination: string): string {
  return `destination-${destination}.fifo`;
}

/** A destination of this deployment with its queue. @throws Error naming the destinations there are. */
export function requireDestination(
  { destinations, queues }: Pick<DeploymentOutputs, 'destinations' | 'queues'>,
  name: string,
): Destination {
  const configured = destinations.find((destination) => destination.name === name);
  const queueUrl = queues[queueName(name)];
  if (configured === undefined || queueUrl === undefined) {
    throw new Error(`there is no destination ${name}; there are ${destinations.map((one) => one.name).join(', ')}`);
  }
  return { ...configured, queueUrl };
}
