import { keys } from '../ledger/keys.ts';
import type { StoredItem, Table } from '../ledger/table.ts';
import { normalizeAddress } from './address.ts';
import type { ListedUser } from './listed-user.ts';

/** The announcement that a user will be deleted. Made in report mode it is a preview and counts for nothing else. */
export interface Mark {
  /** ISO instant of the plan that made it. */
  readonly since: string;
  readonly mode: 'report' | 'enforce';
}

/** Somebody who left, by the roster's word or an operator's. */
export interface LeaverCase {
  readonly source: 'roster' | 'request';
  /** ISO instant from which the roster says they are gone. */
  readonly leftOn: string | null;
  readonly rosterVersion: string | null;
  readonly reason: string | null;
  readonly by: string | null;
  /** ISO instant of the first plan that knew. */
  readonly candidateSince: string;
}

/** A deletion that was begun. `unknown` was sent with no answer to it: look before anything else. */
export interface Deletion {
  readonly planId: string;
  readonly approver: string;
  readonly begunAt: string;
  readonly outcome: 'deleting' | 'deleted' | 'unknown';
  readonly deletedAt: string | null;
  /** Its event is with every destination. */
  readonly announced: boolean;
  /** Key of the record in the audit bucket. */
  readonly recordKey: string;
}

/** What the ledger remembers of one CubiCasa user id: shape 1. */
export interface UserRecord {
  readonly v: 1;
  readonly userId: string;
  readonly email: string | null;
  readonly role: string | null;
  readonly createdAt: string | null;
  /** Every address the id ever had, normalized. */
  readonly addresses: readonly string[];
  readonly mark: Mark | null;
  readonly leaver: LeaverCase | null;
  readonly deletion: Deletion | null;
  /** Start of the first complete listing without the user: the proof of removal. Null while they are listed. */
  readonly absentSince: string | null;
}

export interface KeptUser {
  readonly record: UserRecord;
  /** Expectation of the next write. */
  readonly rev: number | 'absent';
}

export function newUserRecord(userId: string): UserRecord {
  const unknown = { email: null, role: null, createdAt: null };
  return { v: 1, userId, ...unknown, addresses: [], mark: null, leaver: null, deletion: null, absentSince: null };
}

/** The record with what a listing shows now; addresses only ever grow. */
export function withListing(record: UserRecord, { email, role, createdAt }: ListedUser): UserRecord {
  const address = email === null ? '' : normalizeAddress(email);
  const isNew = address !== '' && !record.addresses.includes(address);
  return {
    ...record,
    email,
    role,
    createdAt,
    absentSince: null,
    addresses: isNew ? [...record.addresses, address] : record.addresses,
  };
}

/** @throws TypeError for a version this code does not know. */
export function parseUserRecord(item: StoredItem): UserRecord {
  const record = item.data as UserRecord;
  if (record.v !== 1) throw new TypeError(`user in ${item.pk} has an unknown version`);
  return record;
}

export async function loadUserRecord(table: Table, account: string, userId: string): Promise<KeptUser> {
  const item = await table.get(keys.user(account, userId));
  return item === undefined
    ? { record: newUserRecord(userId), rev: 'absent' }
    : { record: parseUserRecord(item), rev: item.rev };
}

/** @throws StaleItemError when another worker was first. */
export async function saveUserRecord(
  table: Table,
  account: string,
  record: UserRecord,
  rev: KeptUser['rev'],
): Promise<KeptUser> {
  const stored = await table.put({ ...keys.user(account, record.userId), data: record }, rev);
  return { record, rev: stored.rev };
}
