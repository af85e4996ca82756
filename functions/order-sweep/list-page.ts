import { NotPermittedError } from '../../shared/accounts/account-client.ts';
import { InvalidInputError, type KnownOrderStatus, type Order, type Page } from '../../shared/cubicasa/index.ts';
import { keys } from '../../shared/ledger/keys.ts';
import { type OrderRecord, parseOrderRecord } from '../../shared/orders/order-record.ts';
import type { SweepDeps } from './sweep-deps.ts';

/** CubiCasa's largest page is unknown; a production client uses 50 (CONTRACT 1.5). */
const PAGE_SIZE = 50;

/** One page of one status; nothing where CubiCasa refuses to list that status at all. */
export async function listPage(
  account: string,
  status: KnownOrderStatus,
  offset: number,
  { clients }: Pick<SweepDeps, 'clients'>,
): Promise<Page<Order> | undefined> {
  try {
    return await clients.use(account, (client) => client.orders.page({ status: [status], limit: PAGE_SIZE, offset }));
  } catch (error) {
    if (error instanceof InvalidInputError || error instanceof NotPermittedError) return undefined;
    throw error;
  }
}

/** What the ledger knows of the orders of a page, by id. */
export async function loadRecords(
  account: string,
  items: readonly Order[],
  { table }: Pick<SweepDeps, 'table'>,
): Promise<Map<string, OrderRecord>> {
  const found = await table.getMany(items.map(({ id }) => keys.order(account, id)));
  const records = found.map(parseOrderRecord);
  return new Map(records.map((record) => [record.orderId, record]));
}
