import { keys } from '../ledger/keys.ts';
import { StaleItemError, type StoredItem, type Table } from '../ledger/table.ts';
import type { Difference } from './diff-orders.ts';

/** What one message group saw in one hour: shape 1. A group has one worker at a time, so its counts have one writer. */
export interface StormCounts {
  readonly v: 1;
  /** Reads that no webhook asked for. */
  readonly reads: number;
  /** Changes by the digest of the paths that changed, of those reads. */
  readonly changes: Readonly<Record<string, number>>;
  readonly removals: number;
}

export const NO_COUNTS: StormCounts = { v: 1, reads: 0, changes: {}, removals: 0 };

/** Removals an hour before the next one waits for a person, and their share of the account's orders. */
const REMOVALS_AN_HOUR = 5;
const REMOVALS_SHARE = 0.01;
const STORM_SHARE = 0.05;
const STORM_READS = 50;
const DAY_SECONDS = 86_400;

/** Which paths changed, positions in lists apart: two orders with the same signature may share one cause. */
export function changeSignature(differences: readonly Difference[]): string {
  return [...new Set(differences.map(({ path }) => path.replace(/\[\d+\]/g, '[]')))].sort().join(' ');
}

function parseStormCounts(item: StoredItem | undefined): StormCounts {
  if (item === undefined) return NO_COUNTS;
  const counts = item.data as StormCounts;
  if (counts.v !== 1) throw new TypeError(`storm counts ${item.sk} have an unknown version`);
  return counts;
}

function addCounts(a: StormCounts, b: StormCounts): StormCounts {
  const signatures = new Set([...Object.keys(a.changes), ...Object.keys(b.changes)]);
  const changes = [...signatures].map((one) => [one, (a.changes[one] ?? 0) + (b.changes[one] ?? 0)] as const);
  return {
    v: 1,
    reads: a.reads + b.reads,
    changes: Object.fromEntries(changes),
    removals: a.removals + b.removals,
  };
}

/** Over 5 % of at least 50 reads changed in the same way. */
export function isStorm(counts: StormCounts, digest: string): boolean {
  return counts.reads >= STORM_READS && (counts.changes[digest] ?? 0) > counts.reads * STORM_SHARE;
}

/** More than five in an hour, or more than 1 % of the account's orders, but never a single one. */
export function tooManyRemovals(counts: StormCounts, orders: number | undefined): boolean {
  const share = orders === undefined ? REMOVALS_AN_HOUR : Math.max(1, orders * REMOVALS_SHARE);
  return counts.removals > Math.min(REMOVALS_AN_HOUR, share);
}

/** Adds to the counts of one group and hour. */
export async function addToStorm(
  table: Table,
  place: { readonly account: string; readonly hour: string; readonly group: number },
  more: StormCounts,
): Promise<void> {
  const key = keys.storm(place.account, place.hour, place.group);
  const expiresAt = Math.floor(Date.parse(`${place.hour}:00:00Z`) / 1_000) + DAY_SECONDS;
  for (;;) {
    const item = await table.get(key);
    try {
      const data = addCounts(parseStormCounts(item), more);
      await table.put({ ...key, data, expiresAt }, item?.rev ?? 'absent');
      return;
    } catch (error) {
      if (!(error instanceof StaleItemError)) throw error;
    }
  }
}

/** The account's counts of one hour (`2026-05-01T13`), all groups together. */
export async function loadStorm(table: Table, account: string, hour: string, groups: number): Promise<StormCounts> {
  const wanted = Array.from({ length: groups }, (_, group) => keys.storm(account, hour, group));
  const items = await table.getMany(wanted);
  return items.map(parseStormCounts).reduce(addCounts, NO_COUNTS);
}
