import { keys } from '../ledger/keys.ts';
import type { Table } from '../ledger/table.ts';
import { type ParkReason, parseBreaker } from './breaker.ts';

export interface AccountState {
  readonly parked: boolean;
  readonly reason?: ParkReason;
  /** False once the key was seen to belong to another company than the account was pinned to. */
  readonly companyMatches: boolean;
}

/** What a job must know of an account before it acts for it. */
export async function loadAccountState(table: Table, account: string): Promise<AccountState> {
  const { parked } = parseBreaker(await table.get(keys.breaker(account)));
  return {
    parked: parked !== null,
    ...(parked === null ? {} : { reason: parked.reason }),
    companyMatches: parked?.reason !== 'other-company',
  };
}

/** The accounts this deployment works for: the registry that `relay accounts add` writes. */
export async function listAccounts(table: Table): Promise<string[]> {
  const accounts: string[] = [];
  let after: string | undefined;
  do {
    const page = await table.list(keys.accounts(), { after });
    accounts.push(...page.items.map(({ sk }) => sk));
    after = page.next;
  } while (after !== undefined);
  return accounts;
}
