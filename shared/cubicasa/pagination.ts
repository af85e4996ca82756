import { anything, flag, type Infer, list, number, responseObject } from './schema.ts';

const paginationSchema = responseObject(
  {},
  { has_more: flag, limit: number, next_offset: number, previous_offset: number },
);

/** As CubiCasa answered it; `limit` may be 0 beside a full page, so count with nothing of it (CONTRACT 1.5). */
export type Pagination = Infer<typeof paginationSchema>;

export const pageSchema = responseObject({ items: list(anything) }, { pagination: paginationSchema });

/**
 * Where the next page starts, null where this is the last. The smaller of CubiCasa's word and plain counting, since the
 * documented example skips a record: an overlap is harmless, a gap is not (CONTRACT 1.5). Where it does not say whether
 * there is more, a next offset says so.
 */
export function nextOffset(pagination: Pagination | null | undefined, offset: number, items: number): number | null {
  const more = pagination?.has_more ?? typeof pagination?.next_offset === 'number';
  if (!more || items === 0) return null;
  const next = Math.min(pagination?.next_offset ?? Number.POSITIVE_INFINITY, offset + items);
  return next > offset ? next : null;
}
