import type { Order } from '../../shared/cubicasa/index.ts';
import type { LinkBehaviour } from '../../shared/orders/link-behaviour.ts';
import { listItemHash } from '../../shared/orders/order-content.ts';
import type { OrderRecord } from '../../shared/orders/order-record.ts';

/** A listed order whose last look saw something else, with the hash that says so. */
export interface DriftedOrder {
  readonly item: Order;
  readonly listHash: string;
}

/** Listed orders that differ from what the ledger knows, or that it does not know. */
export function selectDrifted(
  items: readonly Order[],
  records: ReadonlyMap<string, OrderRecord>,
  links: LinkBehaviour,
): readonly DriftedOrder[] {
  return items
    .map((item) => ({ item, listHash: listItemHash(item, links) }))
    .filter(({ item, listHash }) => !isKnown(records.get(item.id), listHash));
}

/** An item without assets is known by the summary's hash, one with assets by the full one, or as it was listed before. */
function isKnown(record: OrderRecord | undefined, listHash: string): boolean {
  if (record === undefined || record.removed) return false;
  const { lists, listed } = record;
  return [listed, lists?.summary, lists?.full, lists?.linkless].includes(listHash);
}

/** Whether paging through delivered orders may stop: everything on the page is known and older than `since`. */
export function isSettledPage(items: readonly Order[], drifted: readonly DriftedOrder[], since: number): boolean {
  return drifted.length === 0 && items.length > 0 && items.every((item) => changedAt(item) < since);
}

/** Unix milliseconds; an order without times counts as new. */
function changedAt({ info }: Order): number {
  const latest = Math.max(info?.created_at ?? 0, info?.first_delivered_at ?? 0);
  return latest === 0 ? Number.POSITIVE_INFINITY : latest * 1_000;
}
