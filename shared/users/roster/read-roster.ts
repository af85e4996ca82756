import type { Table } from '../../ledger/table.ts';
import type { RosterPolicy } from '../cleanup-policy.ts';
import { parseRoster, UnparsableRosterError } from './parse-roster.ts';
import type { RosterEntry, RosterReading } from './roster.ts';
import { noteRosterSize } from './roster-history.ts';
import type { RosterFile, RosterSource } from './roster-source.ts';

export interface RosterRequest {
  readonly account: string;
  readonly policy: RosterPolicy | null;
  /** Unix milliseconds. */
  readonly now: number;
  /** False leaves no trace of its size. */
  readonly remember: boolean;
}

/** Looks at the roster now and remembers its size. A roster that cannot be believed is a value, not an error. */
export async function readRoster(
  source: RosterSource,
  table: Table,
  { account, policy, now, remember }: RosterRequest,
): Promise<RosterReading> {
  if (policy === null) return { state: 'none' };
  const file = await source.load(policy.key);
  if (file === undefined) return { state: 'missing' };
  const entries = tryParse(file, policy);
  if (!Array.isArray(entries)) return { state: 'unparsable', reason: entries.reason };
  const largestSize = await noteRosterSize(table, { account, size: entries.length, now, remember });
  return { state: 'read', roster: { version: file.version, modifiedAt: file.modifiedAt, entries }, largestSize };
}

function tryParse({ text }: RosterFile, policy: RosterPolicy): RosterEntry[] | { readonly reason: string } {
  try {
    return text.trim() === '' ? [] : parseRoster(text, policy);
  } catch (error) {
    if (error instanceof UnparsableRosterError) return { reason: error.message };
    throw error;
  }
}
