import type { Caller } from '../caller.ts';
import type { CallOptions } from '../client-options.ts';
import type { Order } from '../order.ts';
import { type OpenAnswer, readers } from '../readers.ts';
import { resolveByExternalId } from '../resolve-write.ts';
import { openBody } from '../schema.ts';
import type { Orders } from './orders.ts';

/** Invitations to scan (CONTRACT 2.7). */
export interface GoToScan {
  /**
   * Invites somebody to scan. Path and body unknown: needs `allowUnverified`. Never repeated; `resolve()` looks for its
   * `external_id`. Inferred.
   * @see https://integrate.docs.cubi.casa/create-a-gotoscan-order-20093455e0
   */
  create(order: OpenAnswer, options?: CallOptions): Promise<Order>;
}

export function createGoToScan(caller: Caller, orders: Orders): GoToScan {
  function create(value: OpenAnswer, options?: CallOptions): Promise<Order> {
    const startedAt = caller.now();
    const resolve = () => resolveByExternalId(orders.list({ limit: 50 }), value.external_id, startedAt);
    const body = { value, schema: openBody };
    return caller.call({ operation: 'createGoToScanOrder', body, resolve }, readers.order, options);
  }

  return { create };
}
