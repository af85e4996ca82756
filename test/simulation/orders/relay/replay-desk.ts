import { replayRevisions } from '../../../../infra/cli/orders/replay-revisions.ts';
import type { Destination } from '../../../../shared/delivery/destination.ts';
import { deliveryId, type EventContent } from '../../../../shared/delivery/event.ts';
import { sendEvent } from '../../../../shared/delivery/send-event.ts';
import type { Queue } from '../../../../shared/queue/queue.ts';
import type { Random } from '../../../simulator/company/random.ts';
import type { Platform } from '../lambda/function-runtime.ts';
import type { Arrival, Journal } from '../report/journal.ts';
import type { RelayParts } from './relay-parts.ts';

const DESTINATION = 'crm';

/** A replay that an operator asked for, and how often the delivery had come until then. */
export interface Replay {
  readonly deliveryId: string;
  readonly arrivedBefore: number;
}

/** Lays out replays of what arrived a moment ago: each has to come once more, under the id it had. */
export function layOutReplays(parts: RelayParts, random: Random, platform: Platform, forMs: number): readonly Replay[] {
  const replays: Replay[] = [];
  for (let one = 0; one < 4; one++) {
    const requestId = `replay-${one}`;
    platform.loop.after(random.below(forMs), () => void replayLatest(requestId, parts, platform, replays));
  }
  return replays;
}

async function replayLatest(
  requestId: string,
  parts: RelayParts,
  platform: Platform,
  replays: Replay[],
): Promise<void> {
  const { arrivals, excuse } = platform.journal;
  const arrival = arrivals.findLast(({ destination }) => destination === DESTINATION);
  const destination = parts.destinations.find(({ name }) => name === DESTINATION);
  if (arrival === undefined || destination === undefined) return;
  const { account, orderId, sequence } = arrival;
  excuse(arrival.deliveryId);
  replays.push({ deliveryId: arrival.deliveryId, arrivedBefore: countArrivals(arrivals, arrival.deliveryId) });
  const { table, revisions } = parts;
  const queueFor = findQueues(parts);
  const send = (content: EventContent) =>
    sendEvent(content, destination, { queueFor, largeEvents: revisions }, { replay: requestId });
  await replayRevisions(
    { table, revisions, send },
    { account, destination: DESTINATION, orderId, sequence, execute: true },
  ).catch(() => replays.pop());
}

/** After an outage that outlasted the dead letters too: the latest revision of every order delivered since then. */
export async function replaySince(parts: RelayParts, destination: Destination, since: number, journal: Journal) {
  const { table, revisions } = parts;
  const queueFor = findQueues(parts);
  const send = (content: EventContent) => {
    journal.excuse(deliveryId(content, destination.name));
    return sendEvent(content, destination, { queueFor, largeEvents: revisions }, { replay: `since-${since}` });
  };
  for (const account of parts.accounts.keys()) {
    const request = { account, destination: destination.name, since: new Date(since).toISOString(), execute: true };
    await replayRevisions({ table, revisions, send }, request).catch(() => undefined);
  }
}

export function findQueues({ queues }: RelayParts): (url: string) => Queue {
  return (url) => ({ send: async (message) => queues.destinations.get(url)?.queue.send(message) });
}

export function countArrivals(arrivals: readonly Arrival[], deliveryId: string): number {
  return arrivals.filter((arrival) => arrival.deliveryId === deliveryId).length;
}
