import type { Caller } from '../caller.ts';
import type { CallOptions } from '../client-options.ts';
import type { CombinedPdf } from '../combined-pdf.ts';
import { readCombinedPdf } from '../combined-pdf.ts';
import { type RedrawOrderCreate, redrawOrderCreateSchema, type Upgrade, upgradeSchema } from '../draft-order.ts';
import { listAll } from '../list-all.ts';
import type { KnownOrderStatus, Order } from '../order.ts';
import { createPageFetcher } from '../page-fetcher.ts';
import type { Page } from '../read-page.ts';
import { type OpenAnswer, readers } from '../readers.ts';
import { resolveByExternalId, resolveUpgrade } from '../resolve-write.ts';
import { openBody } from '../schema.ts';

/** Which orders a list holds; more filters are not known. */
export interface OrderFilter {
  /** Only `Pending` and `Ready` are shown by the documentation; the others are inferred (CONTRACT 2.4). */
  readonly status?: readonly KnownOrderStatus[] | undefined;
  /** Page size: 20 unless told; up to 50 is known to work, and a refused one becomes 20. */
  readonly limit?: number | undefined;
}

/** Which page of them; `offset` counts orders from 0. */
export interface OrderPageFilter extends OrderFilter {
  readonly offset?: number | undefined;
}

/** Orders in every state, drafts included (CONTRACT 2.4). Reads are repeated, writes never once a byte was sent. */
export interface Orders {
  /**
   * The order with its delivery assets. Documented. @throws NotFoundError for a foreign or unknown id.
   * @see https://integrate.docs.cubi.casa/get-order-by-id-20093446e0
   */
  get(id: string, options?: CallOptions): Promise<Order>;
  /**
   * Every order once, presumably newest first, over all pages; items may lack what `get` shows. Documented.
   * @see https://integrate.docs.cubi.casa/list-orders-20093443e0
   */
  list(filter?: OrderFilter, options?: CallOptions): AsyncGenerator<Order>;
  /** One page, with where the next one starts. Documented. */
  page(filter?: OrderPageFilter, options?: CallOptions): Promise<Page<Order>>;
  /**
   * Buys a package or add-ons, also after delivery; it costs money. Never repeated; `resolve()` looks at the order's
   * product. Documented.
   * @see https://integrate.docs.cubi.casa/upgrade-order-20093444e0
   */
  upgrade(id: string, upgrade: Upgrade, options?: CallOptions): Promise<Order>;
  /**
   * Orders new files in another style. Path and body unknown: needs `allowUnverified`. Never repeated. Inferred; of the
   * documentation only its title is known.
   */
  redeliver(id: string, styling: OpenAnswer, options?: CallOptions): Promise<OpenAnswer>;
  /**
   * All floor plans in one PDF, as bytes or as a link, which is not followed. Seen in code; of the documentation only its
   * title is known. @throws UpstreamError when the answer is neither.
   */
  combinedPdf(id: string, options?: CallOptions): Promise<CombinedPdf>;
  /**
   * Orders a redraw of a drawing. The type of `source` is unknown: needs `allowUnverified`. Never repeated; `resolve()`
   * looks for its `external_id`. Inferred; of the documentation only its title is known.
   */
  createRedraw(order: RedrawOrderCreate, options?: CallOptions): Promise<Order>;
}

export function createOrders(caller: Caller): Orders {
  const fetchPage = createPageFetcher(caller, 'listOrders', readers.order);

  function page({ status, ...range }: OrderPageFilter = {}, options?: CallOptions): Promise<Page<Order>> {
    return fetchPage({ ...range, filter: { status } }, options);
  }

  function list(filter?: OrderFilter, options?: CallOptions): AsyncGenerator<Order> {
    return listAll('listOrders', filter, (paged) => page(paged, options));
  }

  function get(id: string, options?: CallOptions): Promise<Order> {
    return caller.call({ operation: 'getOrder', params: { order_id: id } }, readers.order, options);
  }

  function upgrade(id: string, value: Upgrade, options?: CallOptions): Promise<Order> {
    const resolve = async () => resolveUpgrade(await get(id), value);
    const body = { value, schema: upgradeSchema };
    return caller.call({ operation: 'upgradeOrder', params: { order_id: id }, body, resolve }, readers.order, options);
  }

  function redeliver(id: string, value: OpenAnswer, options?: CallOptions): Promise<OpenAnswer> {
    const body = { value, schema: openBody };
    return caller.call({ operation: 'redeliverOrder', params: { order_id: id }, body }, readers.open, options);
  }

  async function combinedPdf(id: string, options?: CallOptions): Promise<CombinedPdf> {
    const accept = 'application/pdf, application/json';
    const request = { operation: 'getCombinedPdf', params: { order_id: id }, accept } as const;
    return readCombinedPdf(await caller.callForResponse(request, options), caller.urlOf(request));
  }

  function createRedraw(value: RedrawOrderCreate, options?: CallOptions): Promise<Order> {
    const startedAt = caller.now();
    const resolve = () => resolveByExternalId(list({ limit: 50 }), value.external_id, startedAt);
    const body = { value, schema: redrawOrderCreateSchema };
    return caller.call({ operation: 'createRedrawOrder', body, resolve }, readers.order, options);
  }

  return { get, list, page, upgrade, redeliver, combinedPdf, createRedraw };
}
