import { UpstreamError } from './errors.ts';
import type { OperationId } from './operations.ts';
import type { Page } from './read-page.ts';

interface Identified {
  readonly id: string;
}

interface Limited {
  readonly limit?: number | undefined;
}

/** A listing that shows this many pages without anything new is taken for one that ignores `offset`. */
const MOST_BARREN_PAGES = 50;

/**
 * Every item once, over all pages. Pages overlap by one item: a page that starts with an item seen before follows on
 * without a gap; one that does not shows that records went away meanwhile, so it is asked for again from further back.
 * Nothing that stands still is lost, whatever is inserted or removed between pages.
 * @throws UpstreamError when the listing makes no progress.
 */
export async function* listAll<T extends Identified, F extends Limited>(
  operation: OperationId,
  filter: F | undefined,
  fetchPage: (filter: F & { readonly offset: number }) => Promise<Page<T>>,
): AsyncGenerator<T> {
  const wanted = { ...filter, limit: overlappingLimit(filter?.limit) } as F;
  const seen = new Set<string>();
  let offset = 0;
  let overlap = 0;
  let barren = 0;
  for (;;) {
    const page = await fetchPage({ ...wanted, offset });
    if (overlap > 0 && offset > 0 && !joins(page, seen)) {
      offset = Math.max(0, offset - overlap);
      overlap *= 2;
      continue;
    }
    const fresh = takeFresh(page.items, seen);
    yield* fresh;
    if (page.nextOffset === null) return;
    barren = fresh.length === 0 ? barren + 1 : 0;
    if (barren > MOST_BARREN_PAGES) throw noProgress(operation);
    overlap = page.nextOffset - offset > 1 ? 1 : 0;
    offset = page.nextOffset - overlap;
  }
}

/** A page of one item could not overlap with the next. */
function overlappingLimit(limit: number | undefined): number | undefined {
  return limit === 1 ? 2 : limit;
}

function joins<T extends Identified>({ items: [first] }: Page<T>, seen: ReadonlySet<string>): boolean {
  return first !== undefined && seen.has(first.id);
}

function takeFresh<T extends Identified>(items: readonly T[], seen: Set<string>): T[] {
  return items.filter(({ id }) => {
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

function noProgress(operation: OperationId): UpstreamError {
  return new UpstreamError('the list repeats itself', { operation, reason: 'unavailable' });
}
