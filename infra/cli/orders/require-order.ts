import { keys } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { type OrderRecord, parseOrderRecord } from '../../../shared/orders/order-record.ts';

/** @throws Error when the ledger does not know the order. */
export async function requireOrder(table: Table, account: string, orderId: string): Promise<OrderRecord> {
  const item = await table.get(keys.order(account, orderId));
  if (item === undefined) throw new Error(`the ledger knows no order ${orderId} of account ${account}`);
  return parseOrderRecord(item);
}
