import type { Order } from '../../shared/cubicasa/index.ts';
import { indexes } from '../../shared/ledger/keys.ts';
import { differsFromListed } from '../../shared/orders/differs-from-listed.ts';
import { type OrderRecord, parseOrderRecord } from '../../shared/orders/order-record.ts';
import type { SweepDeps } from './sweep-deps.ts';

const SAMPLE = 5;

/**
 * Lists may show less of an order than a read does (openapi.yaml, listOrders): a few of those that the baseline listed
 * are read at once, and they do where each of these is as it was listed. Nothing where one could not be read.
 */
export async function areListsAsRead(
  account: string,
  deps: Pick<SweepDeps, 'table' | 'clients'>,
): Promise<boolean | undefined> {
  const { items } = await deps.table.listByTime(indexes.delivered(account), { limit: SAMPLE, descending: true });
  const unread = items.map(parseOrderRecord).filter(({ content }) => content === null);
  const orders = await Promise.all(unread.map((record) => tryToRead(record, deps)));
  if (orders.length === 0 || orders.includes(undefined)) return undefined;
  return orders.every((order, place) => order && !differsFromListed(unread[place]?.lists ?? null, order, 'unknown'));
}

async function tryToRead(
  { account, orderId }: OrderRecord,
  { clients }: Pick<SweepDeps, 'clients'>,
): Promise<Order | undefined> {
  try {
    return await clients.use(account, (client) => client.orders.get(orderId));
  } catch {
    return undefined;
  }
}
