import type { Caller } from '../caller.ts';
import type { ChangeRequest } from '../change-request.ts';
import type { CallOptions } from '../client-options.ts';
import { listAll } from '../list-all.ts';
import { createPageFetcher } from '../page-fetcher.ts';
import type { Page } from '../read-page.ts';
import { type OpenAnswer, readers } from '../readers.ts';
import { openBody } from '../schema.ts';
import type { PageFilter } from './users.ts';

/** Corrections asked for after delivery; CubiCasa takes 2 to 24 hours (CONTRACT 2.5). */
export interface ChangeRequests {
  /**
   * Asks production to correct an order, which moves to `Fixing`. The body's fields are unknown. Never repeated. Documented.
   * @see https://integrate.docs.cubi.casa/add-new-change-request-for-an-order-20093449e0
   */
  create(orderId: string, request: OpenAnswer, options?: CallOptions): Promise<ChangeRequest>;
  /**
   * Every change request of the order once; a page or a bare list is read. Inferred; of the documentation only its title
   * is known.
   */
  list(orderId: string, filter?: Omit<PageFilter, 'offset'>, options?: CallOptions): AsyncGenerator<ChangeRequest>;
  /** One page, with where the next one starts. As certain as `list`. */
  page(orderId: string, filter?: PageFilter, options?: CallOptions): Promise<Page<ChangeRequest>>;
  /**
   * Documented; its fields are not. @throws NotFoundError
   * @see https://integrate.docs.cubi.casa/get-change-request-by-id-20093451e0
   */
  get(orderId: string, id: string, options?: CallOptions): Promise<ChangeRequest>;
}

export function createChangeRequests(caller: Caller): ChangeRequests {
  const fetchPage = createPageFetcher(caller, 'listChangeRequests', readers.changeRequest);

  function page(orderId: string, filter: PageFilter = {}, options?: CallOptions): Promise<Page<ChangeRequest>> {
    return fetchPage({ ...filter, params: { order_id: orderId } }, options);
  }

  return {
    create: (orderId, value, options) =>
      caller.call(
        { operation: 'createChangeRequest', params: { order_id: orderId }, body: { value, schema: openBody } },
        readers.changeRequest,
        options,
      ),
    list: (orderId, filter, options) => listAll('listChangeRequests', filter, (paged) => page(orderId, paged, options)),
    page,
    get: (orderId, id, options) =>
      caller.call(
        { operation: 'getChangeRequest', params: { order_id: orderId, change_request_id: id } },
        readers.changeRequest,
        options,
      ),
  };
}
