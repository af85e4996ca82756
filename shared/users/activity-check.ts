import { keys } from '../ledger/keys.ts';
import type { Table } from '../ledger/table.ts';
import type { DraftCarries } from './plan/cleanup-knowledge.ts';

/** What an operator saw on a scanned draft, shape 1: without it missing orders prove nothing. */
export interface ActivityCheck {
  readonly v: 1;
  readonly draftCarries: DraftCarries;
  readonly orderId: string;
  readonly by: string;
  readonly at: string;
}

export async function loadActivityCheck(table: Table, account: string): Promise<ActivityCheck | null> {
  const item = await table.get(keys.cleanup(account, 'activity-check'));
  return item === undefined ? null : (item.data as ActivityCheck);
}

export async function saveActivityCheck(table: Table, account: string, check: ActivityCheck): Promise<void> {
  await table.put({ ...keys.cleanup(account, 'activity-check'), data: check }, 'any');
}
