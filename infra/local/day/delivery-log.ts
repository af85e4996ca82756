import type { CloudEvent } from '../../../shared/delivery/event.ts';
import type { OrderEventData } from '../../../shared/delivery/order-event.ts';

/** An event as it came out at a destination. */
export interface Delivered {
  readonly destination: string;
  /** Delivery id. */
  readonly id: string;
  /** Full event type. */
  readonly type: string;
  /** Order or user. */
  readonly subject: string;
  readonly data: Partial<OrderEventData>;
}

/** Everything that came out of the stack, in the order of arrival. */
export interface DeliveryLog {
  readonly all: readonly Delivered[];
  /** @throws SyntaxError for what is no JSON */
  record(destination: string, body: string): Delivered;
}

export function createDeliveryLog(onDelivered: (delivered: Delivered) => void): DeliveryLog {
  const all: Delivered[] = [];
  return {
    all,
    record(destination, body) {
      const { id, type, subject, data } = JSON.parse(body) as CloudEvent<Partial<OrderEventData>>;
      const delivered = { destination, id, type, subject, data };
      all.push(delivered);
      onDelivered(delivered);
      return delivered;
    },
  };
}

/** Whether it is a revision of an order, rather than news about a user or the archive. */
export function isRevision({ data }: Delivered): boolean {
  return data.revision !== undefined;
}
