import type { Caller } from '../caller.ts';
import type { CallOptions } from '../client-options.ts';
import { listAll } from '../list-all.ts';
import { type KnownOrderStatus, type Order, orderSchema } from '../order.ts';
import { type Page, pageReader } from '../read-page.ts';
import { createReader } from '../read-tolerantly.ts';

export const readOrder = createReader(orderSchema);

export interface OrderFilter {
  /** Only `Pending` and `Ready` are shown by the documentation; the others are inferred (CONTRACT 2.4). */
  readonly status?: readonly KnownOrderStatus[] | undefined;
  /** Page size: 20 unless told; the largest one that CubiCasa allows is unknown. */
  readonly limit?: number | undefined;
}

export interface OrderPageFilter extends OrderFilter {
  readonly offset?: number | undefined;
}

export interface Orders {
  /** The order with its delivery assets. Documented. @throws NotFoundError for a foreign or unknown id. */
  get(id: string, options?: CallOptions): Promise<Order>;
  /** Every order once, presumably newest first, over all pages; items may lack what `get` shows. Documented. */
  list(filter?: OrderFilter, options?: CallOptions): AsyncGenerator<Order>;
  page(filter?: OrderPageFilter, options?: CallOptions): Promise<Page<Order>>;
}

export function createOrders(caller: Caller): Orders {
  async function page(filter: OrderPageFilter = {}, options?: CallOptions): Promise<Page<Order>> {
    const { status, limit = 20, offset = 0 } = filter;
    return caller.call(
      { operation: 'listOrders', query: { limit, offset, status } },
      pageReader(readOrder, offset),
      options,
    );
  }

  return {
    get: (id, options) => caller.call({ operation: 'getOrder', params: { order_id: id } }, readOrder, options),
    list: (filter, options) => listAll((offset) => page({ ...filter, offset }, options)),
    page,
  };
}
