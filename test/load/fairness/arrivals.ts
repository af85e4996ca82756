import { type Delivered, isRevision } from '../../../infra/local/day/delivery-log.ts';

const DESTINATION = 'own-consumer';

/** When revisions of orders came out at the company's own consumer. */
export interface Arrivals {
  see(delivered: Delivered): void;
  /** When an event first showed the order in this status, or a later one. */
  find(orderId: string, status: 'Draft' | 'Pending'): number | undefined;
  /** Of how many orders of the account anything came. */
  count(account: string): number;
}

interface Arrival {
  readonly status: string | undefined;
  readonly account: string;
  readonly at: number;
}

export function createArrivals(now: () => number): Arrivals {
  const byOrder = new Map<string, Arrival[]>();
  return {
    see(delivered) {
      const { destination, subject, data } = delivered;
      if (destination !== DESTINATION || !isRevision(delivered)) return;
      const arrival = { status: data.status, account: data.account ?? '', at: now() };
      byOrder.set(subject, [...(byOrder.get(subject) ?? []), arrival]);
    },
    find: (orderId, wanted) => byOrder.get(orderId)?.find(({ status }) => wanted === 'Draft' || status === wanted)?.at,
    count: (wanted) => [...byOrder.values()].filter(([first]) => first?.account === wanted).length,
  };
}
