import { createRandom } from '../../../simulator/company/random.ts';
import type { Platform } from '../lambda/function-runtime.ts';
import type { Operator } from '../relay/operator.ts';
import type { RelayParts } from '../relay/relay-parts.ts';
import type { Scenario } from '../scenario/draw-scenario.ts';
import { startArchiveDelivery } from './archive-delivery.ts';
import { type Consumer, createConsumer } from './consumer.ts';
import { startEventDelivery } from './event-delivery.ts';
import { startHttpDelivery } from './http-delivery.ts';
import { startOwnConsumer } from './own-consumer.ts';

/** What stands at the far end of each destination, behind the function that its kind has. */
export function startConsumers(
  { seed, consumers }: Scenario,
  parts: RelayParts,
  operator: Operator,
  platform: Platform,
): Consumer[] {
  return parts.destinations.flatMap(({ name, kind }) => {
    const weather = consumers[name];
    const queue = parts.queues.destinations.get(name)?.queue;
    if (weather === undefined || queue === undefined) throw new TypeError(`nobody stands behind ${name}`);
    const random = createRandom(seed, `consumer ${name}`);
    const consumer = createConsumer(name, weather, random, platform.journal, platform.loop.now);
    const site = { parts, consumer, operator, platform };
    if (kind === 'queue') startOwnConsumer(queue, consumer, platform);
    if (kind === 'http') startHttpDelivery(site);
    if (kind === 'event-bus') startEventDelivery(site);
    if (kind === 'archive') startArchiveDelivery(site);
    return [consumer];
  });
}
