import { keys } from '../../ledger/keys.ts';
import type { Table } from '../../ledger/table.ts';
import { addDays } from '../days.ts';

/** Largest number of entries by day: shape 1. */
interface RosterHistory {
  readonly v: 1;
  readonly sizes: Readonly<Record<string, number>>;
}

const HISTORY_DAYS = 30;

/** Notes today's size and tells the largest of the last 30 days, today included. */
export async function noteRosterSize(table: Table, account: string, size: number, now: number): Promise<number> {
  const key = keys.cleanup(account, 'roster');
  const item = await table.get(key);
  const before = (item?.data as RosterHistory | undefined)?.sizes ?? {};
  const sizes = addSize(before, size, now);
  if (JSON.stringify(sizes) !== JSON.stringify(before)) {
    await table.put({ ...key, data: { v: 1, sizes } satisfies RosterHistory }, item?.rev ?? 'absent');
  }
  return Math.max(...Object.values(sizes));
}

function addSize(sizes: RosterHistory['sizes'], size: number, now: number): Record<string, number> {
  const today = new Date(now).toISOString().slice(0, 10);
  const oldest = new Date(addDays(now, -HISTORY_DAYS)).toISOString().slice(0, 10);
  const recent = Object.entries(sizes).filter(([day]) => day >= oldest);
  return { ...Object.fromEntries(recent), [today]: Math.max(size, sizes[today] ?? 0) };
}
