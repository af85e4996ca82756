import { keys } from '../ledger/keys.ts';
import type { StoredItem, Table } from '../ledger/table.ts';

/** A person's answer to revisions held for a change at the same paths: shape 1. */
export interface HeldVerdict {
  readonly v: 1;
  readonly signature: string;
  readonly verdict: 'accept' | 'ignore';
  readonly at: string;
}

export function parseHeldVerdict(item: StoredItem | undefined): HeldVerdict | undefined {
  if (item === undefined) return undefined;
  const verdict = item.data as HeldVerdict;
  if (verdict.v !== 1) throw new TypeError(`the answer ${item.sk} has an unknown version`);
  return verdict;
}

export async function saveHeldVerdict(
  table: Table,
  account: string,
  { signature, verdict, at }: Omit<HeldVerdict, 'v'>,
): Promise<void> {
  const data: HeldVerdict = { v: 1, signature, verdict, at };
  await table.put({ ...keys.heldPath(account, signature), data }, 'any');
}
