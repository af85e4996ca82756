import { keys } from '../../shared/ledger/keys.ts';
import type { Table } from '../../shared/ledger/table.ts';

/** Puts accounts on the list of those that the deployment works for, as `relay accounts add` does. */
export async function enlistAccounts(table: Table, ...accounts: readonly string[]): Promise<void> {
  for (const account of accounts) await table.put({ ...keys.accountEntry(account), data: { v: 1, account } }, 'any');
}
