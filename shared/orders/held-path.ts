import { createHash } from 'node:crypto';
import { keys } from '../ledger/keys.ts';
import type { Key, Table } from '../ledger/table.ts';

/** A person's answer to revisions held for a change at the same paths: shape 1. */
export interface HeldVerdict {
  readonly v: 1;
  readonly signature: string;
  readonly verdict: 'accept' | 'ignore';
  readonly at: string;
}

export async function loadHeldVerdict(
  table: Table,
  account: string,
  signature: string,
): Promise<HeldVerdict | undefined> {
  const item = await table.get(keyOf(account, signature));
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
  await table.put({ ...keyOf(account, signature), data }, 'any');
}

/** An order may change at more paths than a key of the ledger has room for. */
export function digestSignature(signature: string): string {
  return createHash('sha256').update(signature).digest('hex').slice(0, 32);
}

function keyOf(account: string, signature: string): Key {
  return keys.heldPaths(account, digestSignature(signature));
}
