import type { CloudEvent } from '../../../shared/delivery/event.ts';
import type { OrderEventData } from '../../../shared/delivery/order-event.ts';
import type { LocalStack } from '../stack.ts';
import type { Delivered } from './delivery-log.ts';
import type { Routing } from './read-routing.ts';

/** What lies on the buses of `event-bus` destinations, as deliveries. */
export function gatherBusEvents({ busEvents }: Pick<LocalStack, 'busEvents'>, { buses }: Routing): Delivered[] {
  return Object.entries(buses).flatMap(([destination, bus]) =>
    busEvents(bus).map(({ detail }) => {
      const { id, type, subject, data } = detail as CloudEvent<Partial<OrderEventData>>;
      return { destination, id, type, subject, data };
    }),
  );
}
