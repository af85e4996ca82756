import type { AccountClients } from '../accounts/account-client.ts';
import { loadAccountState } from '../accounts/account-state.ts';
import { NotFoundError, type Order } from '../cubicasa/index.ts';
import type { Table } from '../ledger/table.ts';
import { log } from '../telemetry/log.ts';

/** `removed`: CubiCasa has no such order. `away`: nobody can tell now, or the account is parked and nobody asked. */
export type FreshOrder = { readonly order: Order } | { readonly order: undefined; readonly why: 'removed' | 'away' };

export type ReadFreshOrder = (account: string, orderId: string) => Promise<FreshOrder>;

/** Reads an order for its links alone. A parked account is left in peace; a failure is logged and is an answer. */
export function createFreshOrderReader(clients: AccountClients, table: Table): ReadFreshOrder {
  return async (account, orderId) => {
    if ((await loadAccountState(table, account)).parked) return { order: undefined, why: 'away' };
    try {
      return { order: await clients.use(account, (client) => client.orders.get(orderId)) };
    } catch (error) {
      if (error instanceof NotFoundError) return { order: undefined, why: 'removed' };
      log.warn('links.not-refreshed', { account, subject: orderId }, error);
      return { order: undefined, why: 'away' };
    }
  };
}
