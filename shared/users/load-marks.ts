import { loadAccountState } from '../accounts/account-state.ts';
import { keys } from '../ledger/keys.ts';
import { listPartition } from '../ledger/list-partition.ts';
import type { Table } from '../ledger/table.ts';
import { loadCleanupPause } from './cleanup-pause.ts';
import { addDays } from './days.ts';
import { BREAKER_DAYS } from './plan/breaker.ts';
import type { AccountStanding, BegunDeletion, CleanupMarks, LeaverRequest } from './plan/cleanup-knowledge.ts';
import { type KeptUser, parseUserRecord } from './user-record.ts';

/** What the ledger remembers, with each record's expectation for the next write. */
export interface LoadedMarks {
  readonly marks: CleanupMarks;
  readonly revs: ReadonlyMap<string, KeptUser['rev']>;
}

export interface MarksRequest {
  readonly account: string;
  readonly policyInvalid: boolean;
  /** Unix milliseconds. */
  readonly now: number;
}

export async function loadMarks(table: Table, { account, policyInvalid, now }: MarksRequest): Promise<LoadedMarks> {
  const records = new Map<string, KeptUser['record']>();
  const revs = new Map<string, KeptUser['rev']>();
  for await (const item of listPartition(table, keys.users(account))) {
    const record = parseUserRecord(item);
    records.set(record.userId, record);
    revs.set(record.userId, item.rev);
  }
  const leavers = await loadLeavers(table, account);
  const deletions = await loadDeletions(table, account, now);
  const standing = await loadStanding(table, account, policyInvalid);
  return { marks: { records, leavers, deletions, standing }, revs };
}

export async function loadStanding(table: Table, account: string, policyInvalid: boolean): Promise<AccountStanding> {
  const { parked, companyMatches } = await loadAccountState(table, account);
  const pause = await loadCleanupPause(table, account);
  return { parked, otherCompany: !companyMatches, paused: pause?.paused ?? false, policyInvalid };
}

async function loadLeavers(table: Table, account: string): Promise<Map<string, LeaverRequest>> {
  const leavers = new Map<string, LeaverRequest>();
  for await (const { sk, data } of listPartition(table, keys.leavers(account))) leavers.set(sk, data as LeaverRequest);
  return leavers;
}

/** Strongly consistent and newest first, so that what was begun a moment ago is counted. */
async function loadDeletions(table: Table, account: string, now: number): Promise<BegunDeletion[]> {
  const since = new Date(addDays(now, -BREAKER_DAYS)).toISOString();
  const deletions: BegunDeletion[] = [];
  for await (const { data } of listPartition(table, keys.deletions(account), { descending: true })) {
    const { userId, begunAt } = data as BegunDeletion;
    if (begunAt <= since) break;
    deletions.push({ userId, begunAt });
  }
  return deletions;
}
