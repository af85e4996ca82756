import { listAccounts } from '../../../shared/accounts/account-state.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import type { CommandContext } from '../command-context.ts';
import type { Connection } from '../deployment/connect-deployment.ts';

/** @throws Error naming the accounts there are, where the deployment has none of that name. */
export async function requireAccount(table: Table, account: string): Promise<void> {
  const accounts = await listAccounts(table);
  if (accounts.includes(account)) return;
  const there = accounts.length === 0 ? '`relay accounts add` makes one' : `the accounts are ${accounts.join(', ')}`;
  throw new Error(`there is no account ${account}: ${there}`);
}

/** For a command that works for one account. @throws as `requireAccount` */
export async function connectFor(account: string, context: CommandContext): Promise<Connection> {
  const connection = await context.connect();
  await requireAccount(connection.table, account);
  return connection;
}
