import type { Company } from '../company/company.ts';
import type { Switches } from '../company/switches.ts';
import type { SimulatedReply } from './exchange.ts';
import { invalid, jsonText, type Violation } from './replies.ts';

const DEFAULT_LIMIT = 20;

/** A place in a list: `start` counts records from zero whatever the API calls it. */
export interface PageWish {
  readonly limit: number;
  readonly offset: number;
  readonly start: number;
}

/** The page that a query asks for, or the 400 that it gets. */
export function readPageWish({ switches }: Company, query: URLSearchParams): PageWish | SimulatedReply {
  const violations: Violation[] = [];
  const offset = readWhole(query, 'offset', 0, 0, violations);
  const limit = readWhole(query, 'limit', DEFAULT_LIMIT, 1, violations);
  if (limit > switches.maxLimit && switches.overLimit === 'refuse') {
    violations.push({ loc: ['limit'], msg: `ensure this value is less than or equal to ${switches.maxLimit}` });
  }
  if (violations.length > 0) return invalid('query_params', violations);
  const start = switches.paginationOffset === 'one-based' ? Math.max(0, offset - 1) : offset;
  return { limit: Math.min(limit, switches.maxLimit), offset, start };
}

function readWhole(
  query: URLSearchParams,
  name: string,
  fallback: number,
  least: number,
  violations: Violation[],
): number {
  const text = query.get(name);
  if (text === null) return fallback;
  const value = Number(text);
  if (!/^-?\d+$/.test(text)) violations.push({ loc: [name], msg: 'value is not a valid integer' });
  else if (value < least)
    violations.push({ loc: [name], msg: `ensure this value is greater than or equal to ${least}` });
  return value;
}

/** @param items one JSON text each; @param total records that the whole list holds. */
export function pageReply(
  { switches }: Company,
  wish: PageWish,
  items: readonly string[],
  total: number,
): SimulatedReply {
  const pagination = showPagination(switches, wish, items.length, total);
  return jsonText(`{"pagination":${JSON.stringify(pagination)},"items":[${items.join(',')}]}`);
}

function showPagination(switches: Switches, { limit, offset, start }: PageWish, count: number, total: number) {
  const hasMore = start + count < total;
  const shift = switches.paginationOffset === 'exact' ? 0 : 1;
  const next = start + limit + shift;
  const last = { null: null, absent: undefined, number: next }[switches.lastNextOffset];
  return {
    has_more: hasMore,
    limit: switches.reportedLimit === 'zero' ? 0 : limit,
    next_offset: hasMore ? next : last,
    previous_offset: Math.max(0, offset - limit),
  };
}
