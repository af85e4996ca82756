import type { CloudEvent } from '../../../shared/delivery/event.ts';
import type { OrderEventData } from '../../../shared/delivery/order-event.ts';
import type { Arrival } from '../orders/report/journal.ts';
import type { Told } from './lay-out-orders.ts';

/** In milliseconds. */
export interface Delays {
  readonly served: number;
  readonly median: number;
  readonly worst: number;
}

/** From each webhook to the first event that shows what it told of, or more. */
export function measureDelays(told: readonly Told[], arrivals: readonly Arrival[]): Delays {
  const byOrder = Map.groupBy(arrivals, ({ account, orderId }) => `${account} ${orderId}`);
  const delays = told.flatMap(({ account, orderId, status, at }) => {
    const arrived = byOrder.get(`${account} ${orderId}`)?.find((one) => shows(one, status));
    return arrived === undefined ? [] : [arrived.at - at];
  });
  const sorted = delays.sort((a, b) => a - b);
  return { served: sorted.length, median: sorted[sorted.length >> 1] ?? 0, worst: sorted.at(-1) ?? 0 };
}

function shows({ body }: Arrival, status: Told['status']): boolean {
  const { data } = JSON.parse(body) as CloudEvent<OrderEventData>;
  return status === 'Pending' || data.status === status;
}
