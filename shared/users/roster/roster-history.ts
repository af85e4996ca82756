import { keys } from '../../ledger/keys.ts';
import { StaleItemError, type Table } from '../../ledger/table.ts';
import { addDays } from '../days.ts';

/** Largest number of entries by day: shape 1. */
interface RosterHistory {
  readonly v: 1;
  readonly sizes: Readonly<Record<string, number>>;
}

const HISTORY_DAYS = 30;

export interface SeenRoster {
  readonly account: string;
  readonly size: number;
  /** Unix milliseconds. */
  readonly now: number;
  /** False leaves no trace: somebody only asks what would be. */
  readonly remember: boolean;
}

/** Tells the largest size of the last 30 days, today included, and remembers today's. */
export async function noteRosterSize(table: Table, { account, size, now, remember }: SeenRoster): Promise<number> {
  const key = keys.cleanup(account, 'roster');
  for (;;) {
    const item = await table.get(key);
    const before = (item?.data as RosterHistory | undefined)?.sizes ?? {};
    const sizes = addSize(before, size, now);
    const largest = Math.max(...Object.values(sizes));
    if (!remember || JSON.stringify(sizes) === JSON.stringify(before)) return largest;
    try {
      await table.put({ ...key, data: { v: 1, sizes } satisfies RosterHistory }, item?.rev ?? 'absent');
      return largest;
    } catch (error) {
      if (!(error instanceof StaleItemError)) throw error;
    }
  }
}

function addSize(sizes: RosterHistory['sizes'], size: number, now: number): Record<string, number> {
  const today = new Date(now).toISOString().slice(0, 10);
  const oldest = new Date(addDays(now, -HISTORY_DAYS)).toISOString().slice(0, 10);
  const recent = Object.entries(sizes).filter(([day]) => day >= oldest);
  return { ...Object.fromEntries(recent), [today]: Math.max(size, sizes[today] ?? 0) };
}
