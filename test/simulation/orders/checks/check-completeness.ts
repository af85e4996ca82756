import { parseOrderRecord } from '../../../../shared/orders/order-record.ts';
import { parseRevisionItem } from '../../../../shared/orders/revision-item.ts';
import { orderName } from '../company/truth.ts';
import type { PlayedSimulation } from '../played-simulation.ts';
import { type ArrivalsByOrder, placeOf } from './check-arrivals.ts';

/** Every revision that was named was sent, and came to each consumer of a queue that it was meant for. [P4] */
export function checkCompleteness(byOrder: ArrivalsByOrder, { parts, journal }: PlayedSimulation): void {
  const items = parts.table.items();
  const revisions = items.filter(({ sk }) => sk.startsWith('revision#')).map(parseRevisionItem);
  const made = Map.groupBy(revisions, ({ account, orderId }) => orderName(account, orderId));
  for (const { account, orderId, sequence } of items.filter(({ sk }) => sk === 'order').map(parseOrderRecord)) {
    const order = orderName(account, orderId);
    const settled = made.get(order) ?? [];
    const named = Number(sequence?.split('-')[1] ?? 0);
    if (settled.length !== named)
      journal.violation('P4', `${order} has ${named} revisions, ${settled.length} were sent`);
    for (const { name } of parts.destinations.filter(({ kind }) => kind === 'queue')) {
      const arrived = new Set((byOrder.get(placeOf(name, order)) ?? []).map((arrival) => arrival.sequence));
      const missing = settled.find((one) => one.destinations.includes(name) && !arrived.has(one.sequence));
      if (missing !== undefined) journal.violation('P4', `${name} never got ${missing.sequence} of ${order}`);
    }
  }
}
