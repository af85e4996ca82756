import { listAccounts } from '../../../shared/accounts/account-state.ts';
import type { Table } from '../../../shared/ledger/table.ts';

/** @throws Error naming the accounts there are, where the deployment has none of that name. */
export async function requireAccount(table: Table, account: string): Promise<void> {
  const accounts = await listAccounts(table);
  if (accounts.includes(account)) return;
  const there = accounts.length === 0 ? '`relay accounts add` makes one' : `the accounts are ${accounts.join(', ')}`;
  throw new Error(`there is no account ${account}: ${there}`);
}
