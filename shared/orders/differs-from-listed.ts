import type { Order } from '../cubicasa/index.ts';
import type { LinkBehaviour } from './link-behaviour.ts';
import { type ListHashes, listHashes } from './order-content.ts';

/**
 * Whether an order is another than its list item was. Links alone tell nothing until they are known to stay: a list
 * where they move would send every old order. A list without assets speaks for the rest alone.
 */
export function differsFromListed(lists: ListHashes | null, order: Order, links: LinkBehaviour): boolean {
  if (lists === null) return true;
  const now = listHashes(order);
  if (lists.full === lists.summary) return lists.summary !== now.summary;
  return links === 'stable' ? lists.full !== now.full : lists.linkless !== now.linkless;
}
