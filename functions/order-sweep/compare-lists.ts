import { indexes } from '../../shared/ledger/keys.ts';
import { differsFromListed } from '../../shared/orders/differs-from-listed.ts';
import { type OrderRecord, parseOrderRecord } from '../../shared/orders/order-record.ts';
import type { SweepDeps } from './sweep-deps.ts';

const SAMPLE = 5;

/**
 * Lists may show less of an order than a read does (openapi.yaml, listOrders): a few of those that the baseline listed
 * are read at once, and they do where each one that can be read is as it was listed. Nothing where none can.
 */
export async function areListsAsRead(
  account: string,
  deps: Pick<SweepDeps, 'table' | 'clients'>,
): Promise<boolean | undefined> {
  const { items } = await deps.table.listByTime(indexes.delivered(account), { limit: SAMPLE, descending: true });
  const unread = items.map(parseOrderRecord).filter(({ content, lists }) => content === null && lists !== null);
  const verdicts = await Promise.all(unread.map((record) => isAsListed(record, deps)));
  const told = verdicts.filter((verdict) => verdict !== undefined);
  return told.length === 0 ? undefined : told.every((verdict) => verdict);
}

async function isAsListed(
  { account, orderId, lists }: OrderRecord,
  { clients }: Pick<SweepDeps, 'clients'>,
): Promise<boolean | undefined> {
  try {
    const order = await clients.use(account, (client) => client.orders.get(orderId));
    return !differsFromListed(lists, order, 'unknown');
  } catch {
    return undefined;
  }
}
