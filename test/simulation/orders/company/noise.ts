import type { Random } from '../../../simulator/company/random.ts';
import type { RelayParts } from '../relay/relay-parts.ts';
import type { EventLoop } from '../time/event-loop.ts';

/** What no parser reads. */
export const UNREADABLE = 'unreadable';

/** How many unreadable messages lie in wait, by the queue whose dead-letter queue has to end up with them. */
export interface Noise {
  readonly orderChanges: number;
  readonly website: number;
}

/** Somebody puts messages that cannot be read into our queues, in groups that orders share. */
export function layOutNoise(parts: RelayParts, random: Random, loop: EventLoop, forMs: number): Noise {
  const noise = { orderChanges: random.below(3), website: random.below(2) };
  const { orderChanges, destinations } = parts.queues;
  const website = destinations.get('website')?.queue;
  for (let one = 0; one < noise.orderChanges; one++) {
    const message = { body: UNREADABLE, groupId: `default.${random.below(4)}`, deduplicationId: `noise-${one}` };
    loop.after(random.below(forMs), () => orderChanges.send(message));
  }
  for (let one = 0; one < noise.website; one++) {
    const message = { body: UNREADABLE, groupId: 'noise', deduplicationId: `noise-${one}` };
    loop.after(random.below(forMs), () => website?.send(message));
  }
  return noise;
}
