import type { PlayedSimulation } from '../played-simulation.ts';

/** Every acknowledged webhook's order was looked at after it. [P1] */
export function checkAcknowledged({ journal }: PlayedSimulation): void {
  for (const [order, at] of journal.acknowledged) {
    if ((journal.looked.get(order) ?? 0) < at) journal.violation('P1', `${order} was not looked at after its webhook`);
  }
}
