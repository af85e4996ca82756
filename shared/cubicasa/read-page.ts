import type { ReportDrift } from './drift.ts';
import { nextOffset, type Pagination, pageSchema } from './pagination.ts';
import { createReader, type Reader } from './read-tolerantly.ts';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly pagination: Pagination | null;
  /** What to ask for next, by the rule of CONTRACT 1.5; null on the last page. */
  readonly nextOffset: number | null;
  /** How many entries were left out for want of an id; missing where none was. */
  readonly unreadable?: number;
}

const readEnvelope = createReader(pageSchema);

/** Reads a page at `offset`; a bare array is a whole list. Items without an id are dropped and reported as drift. */
export function pageReader<T>(readItem: Reader<T>, offset: number): Reader<Page<T>> {
  return (value, report) => {
    const envelope = Array.isArray(value) ? asWhole(value) : readEnvelope(value, report);
    if (envelope === undefined) return undefined;
    const { pagination = null } = envelope;
    if (typeof pagination?.has_more !== 'boolean') report('missing-field', 'pagination.has_more');
    const reportItem = inItems(report);
    const items = envelope.items.flatMap((item) => readItem(item, reportItem) ?? []);
    const unreadable = envelope.items.length - items.length;
    const page = { items, pagination, nextOffset: nextOffset(pagination, offset, envelope.items.length) };
    return unreadable === 0 ? page : { ...page, unreadable };
  };
}

function inItems(report: ReportDrift): ReportDrift {
  return (kind, path) => report(kind, path === '' ? 'items[]' : `items[].${path}`);
}

const asWhole = (items: readonly unknown[]) => ({ items, pagination: { has_more: false } });
