import { keys } from '../ledger/keys.ts';
import type { StoredItem, Table } from '../ledger/table.ts';

/** A person's answer to revisions held for a change at the same paths: shape 1. */
export interface HeldVerdict {
  readonly v: 1;
  readonly signature: string;
  readonly verdict: 'accept' | 'ignore';
  readonly at: string;
}

export function parseHeldVerdict(item: StoredItem | undefined): HeldVerdict['verdict'] | undefined {
  return (item?.data as HeldVerdict | undefined)?.verdict;
}

export async function saveHeldVerdict(
  table: Table,
  account: string,
  { signature, verdict, at }: Omit<HeldVerdict, 'v'>,
): Promise<void> {
  const data: HeldVerdict = { v: 1, signature, verdict, at };
  await table.put({ ...keys.heldPath(account, signature), data }, 'any');
}
