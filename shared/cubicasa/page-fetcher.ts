import type { Caller } from './caller.ts';
import type { CallOptions } from './client-options.ts';
import { InvalidInputError } from './errors.ts';
import type { OperationId } from './operations.ts';
import { type Page, pageReader } from './read-page.ts';
import type { Reader } from './read-tolerantly.ts';

/** The documented default, which every list must allow. The largest page is unknown (CONTRACT 5, question 4). */
const SURE_LIMIT = 20;

interface PageRequest {
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  readonly params?: Readonly<Record<string, string>>;
  readonly filter?: Readonly<Record<string, readonly string[] | undefined>>;
}

export type PageFetcher<T> = (request: PageRequest, options?: CallOptions) => Promise<Page<T>>;

/** Fetches pages of one list. A larger limit that CubiCasa refuses is replaced by 20, from then on. */
export function createPageFetcher<T>(caller: Caller, operation: OperationId, readItem: Reader<T>): PageFetcher<T> {
  let refused = Number.POSITIVE_INFINITY;

  function fetchPage({ limit, offset = 0, params, filter }: PageRequest, options?: CallOptions): Promise<Page<T>> {
    return caller.call(
      { operation, params, query: { limit, offset, ...filter } },
      pageReader(readItem, offset),
      options,
    );
  }

  return async (request, options) => {
    const { limit = SURE_LIMIT } = request;
    if (limit <= SURE_LIMIT) return fetchPage({ ...request, limit }, options);
    if (limit >= refused) return fetchPage({ ...request, limit: SURE_LIMIT }, options);
    const whole = caller.within(options);
    try {
      return await fetchPage({ ...request, limit }, whole);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const page = await fetchPage({ ...request, limit: SURE_LIMIT }, whole);
      refused = limit;
      return page;
    }
  };
}
