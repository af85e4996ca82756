import type { PlayedSimulation } from '../played-simulation.ts';
import { countArrivals } from '../relay/replay-desk.ts';

/** Every replay came, even seconds after the first delivery, and no revision has two delivery ids. [P4] */
export function checkReplays({ replays, journal }: PlayedSimulation): void {
  for (const { deliveryId, arrivedBefore } of replays) {
    if (countArrivals(journal.arrivals, deliveryId) <= arrivedBefore) {
      journal.violation('P4', `the replay of ${deliveryId} did not come`);
    }
  }
  const ids = new Map<string, string>();
  for (const { destination, orderId, sequence, type, deliveryId } of journal.arrivals) {
    const revision = [destination, orderId, sequence, type].join(' ');
    const known = ids.get(revision) ?? deliveryId;
    ids.set(revision, known);
    if (known !== deliveryId) journal.violation('P4', `${revision} came under ${known} and under ${deliveryId}`);
  }
}
