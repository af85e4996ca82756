import type { Queue } from '../../../../shared/queue/queue.ts';
import type { Environment } from '../lambda/environment.ts';
import type { Platform } from '../lambda/function-runtime.ts';
import { performDestinationQueue } from '../stores/performed-queue.ts';
import type { RelayParts } from './relay-parts.ts';

/** Destinations' queues by their address, which is the destination's name here. */
export function createQueueFinder(
  { queues }: RelayParts,
  environment: Environment,
  { journal }: Pick<Platform, 'journal'>,
): (url: string) => Queue {
  return (url) => {
    const found = queues.destinations.get(url);
    if (found === undefined) throw new TypeError(`no destination has the queue ${url}`);
    return performDestinationQueue(found.queue, environment, journal);
  };
}
