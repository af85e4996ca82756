import { keys } from '../ledger/keys.ts';
import type { Table } from '../ledger/table.ts';

/** An operator's stop: shape 1. */
export interface CleanupPause {
  readonly v: 1;
  readonly paused: boolean;
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
}

export async function loadCleanupPause(table: Table, account: string): Promise<CleanupPause | null> {
  const item = await table.get(keys.cleanup(account, 'pause'));
  return item === undefined ? null : (item.data as CleanupPause);
}

export async function saveCleanupPause(table: Table, account: string, pause: CleanupPause): Promise<void> {
  await table.put({ ...keys.cleanup(account, 'pause'), data: pause }, 'any');
}
