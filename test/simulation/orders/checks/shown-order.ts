import { showOrder } from '../../../simulator/api/show-order.ts';
import type { Company } from '../../../simulator/company/company.ts';
import type { SimulatedOrder } from '../../../simulator/company/order.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What nobody would call a change of the order, and what no contract names. */
const IGNORED = new Set(['created_by', 'purchasable_add_ons', 'over_limits', 'field_of_tomorrow', 'homereport']);

/** What a customer sees now of an order of this company. */
export function currentText(company: Company, order: SimulatedOrder): string {
  const pathsMove = company.switches.assetPaths === 'per-read';
  return shownText(JSON.parse(JSON.stringify(showOrder(company, order))), pathsMove);
}

/**
 * What a customer sees of an order, as one text: without signatures of links, without every form of "nothing".
 * Written anew here, so that a fault of the relay's own comparison cannot hide itself.
 */
export function shownText(order: unknown, pathsMove: boolean): string {
  const links = (text: string): string => (pathsMove ? 'link' : (text.split('?')[0] ?? ''));
  return JSON.stringify(clean(order as Json, links) ?? null);
}

function clean(value: Json, links: (text: string) => string): Json | undefined {
  if (value === null || value === '') return undefined;
  if (typeof value === 'string') return value.startsWith('http') ? links(value) : value;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => clean(item, links) ?? null);
  const fields = Object.entries(value as Readonly<Record<string, Json>>)
    .flatMap(([name, field]) => cleanField(name, field, links))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

function cleanField(name: string, field: Json, links: (text: string) => string): [string, Json][] {
  if (name === 'homereport') return cleanField('home_report', field, links);
  if (IGNORED.has(name)) return [];
  const cleaned = clean(field, links);
  return cleaned === undefined ? [] : [[name, cleaned]];
}
