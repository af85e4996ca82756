import { replayRevisions } from '../../../../infra/cli/orders/replay-revisions.ts';
import { sendEvent } from '../../../../shared/delivery/send-event.ts';
import type { Random } from '../../../simulator/company/random.ts';
import type { Platform } from '../lambda/function-runtime.ts';
import type { Arrival } from '../report/journal.ts';
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
  const { deliveryId, account, orderId, sequence } = arrival;
  excuse(deliveryId);
  replays.push({ deliveryId, arrivedBefore: countArrivals(arrivals, deliveryId) });
  const queueFor = (url: string) => ({
    send: async (message: Parameters<typeof parts.queues.orderChanges.send>[0]) =>
      parts.queues.destinations.get(url)?.queue.send(message),
  });
  const { table, revisions } = parts;
  const send = (content: Parameters<typeof sendEvent>[0]) =>
    sendEvent(content, destination, { queueFor, largeEvents: revisions }, { replay: requestId });
  await replayRevisions(
    { table, revisions, send },
    { account, destination: DESTINATION, orderId, sequence, execute: true },
  ).catch(() => replays.pop());
}

export function countArrivals(arrivals: readonly Arrival[], deliveryId: string): number {
  return arrivals.filter((arrival) => arrival.deliveryId === deliveryId).length;
}
