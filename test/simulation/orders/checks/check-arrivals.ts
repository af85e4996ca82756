import { orderName } from '../company/truth.ts';
import type { PlayedSimulation } from '../played-simulation.ts';
import type { Arrival } from '../report/journal.ts';

/** Arrivals by destination, account and order, in the order of their coming. */
export type ArrivalsByOrder = ReadonlyMap<string, readonly Arrival[]>;

export const placeOf = (destination: string, order: string): string => `${destination} ${order}`;

export function groupArrivals({ journal }: PlayedSimulation): ArrivalsByOrder {
  return Map.groupBy(journal.arrivals, ({ destination, account, orderId }) =>
    placeOf(destination, orderName(account, orderId)),
  );
}

export interface DuplicateCounts {
  readonly duplicates: number;
  readonly unexplained: number;
}

/** Repeats under one delivery id, and those that nothing explains. [P4] */
export function countDuplicates({ journal }: PlayedSimulation): DuplicateCounts {
  let duplicates = 0;
  let unexplained = 0;
  for (const [deliveryId, arrivals] of Map.groupBy(journal.arrivals, ({ deliveryId }) => deliveryId)) {
    const repeats = arrivals.length - 1;
    const excess = Math.max(0, repeats - (journal.excuses.get(deliveryId) ?? 0));
    duplicates += repeats;
    unexplained += excess;
    if (excess > 0) journal.violation('P4', `${deliveryId} came ${repeats} times again, ${excess} without a reason`);
  }
  return { duplicates, unexplained };
}

/** First arrivals whose revision is older than one that came before. [P4] */
export function countOutOfOrder(byOrder: ArrivalsByOrder, { journal }: PlayedSimulation): number {
  let late = 0;
  for (const [place, arrivals] of byOrder) {
    const seen = new Set<string>();
    let latest = '';
    for (const { deliveryId, sequence } of arrivals) {
      if (seen.has(deliveryId)) continue;
      seen.add(deliveryId);
      if (sequence <= latest) {
        late += 1;
        journal.violation('P4', `${place} got ${sequence} after ${latest}`);
      }
      latest = sequence > latest ? sequence : latest;
    }
  }
  return late;
}
