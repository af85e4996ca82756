import { keys } from '../../../shared/ledger/keys.ts';
import { listPartition } from '../../../shared/ledger/list-partition.ts';
import { normalizeAddress } from '../../../shared/users/address.ts';
import type { LeaverRequest } from '../../../shared/users/plan/cleanup-knowledge.ts';
import { parseUserRecord } from '../../../shared/users/user-record.ts';
import { UsersCommandError, type UsersDeps } from './users-context.ts';

export interface RemoveUserOptions {
  readonly account: string;
  readonly email: string;
  readonly reason: string;
  readonly by: string;
  readonly dryRun: boolean;
}

export interface RemovalOutcome extends LeaverRequest {
  /** Users who have, or had, the address; none points at a slip of the pen. */
  readonly userIds: readonly string[];
  readonly dryRun: boolean;
}

/** Says that a person left: the next plan lists them without grace. Who comes back later is not meant. */
export async function removeUser({ table, now }: UsersDeps, options: RemoveUserOptions): Promise<RemovalOutcome> {
  const { account, email, reason, by, dryRun } = options;
  const address = normalizeAddress(email);
  if (!address.includes('@')) throw new UsersCommandError('name the address of the person to remove');
  if (reason.trim() === '') throw new UsersCommandError('say why with --reason: it goes on record');
  const request: LeaverRequest = { v: 1, address, reason, by, at: new Date(now()).toISOString() };
  if (!dryRun) await table.put({ ...keys.leaver(account, address), data: request }, 'any');
  return { ...request, userIds: await findUsers(table, account, address), dryRun };
}

/** Takes the word back. What a plan made of it meanwhile stands until the next plan. */
export async function recallRemoval(
  { table }: UsersDeps,
  { account, email, dryRun }: Pick<RemoveUserOptions, 'account' | 'email' | 'dryRun'>,
): Promise<{ readonly address: string; readonly dryRun: boolean }> {
  const address = normalizeAddress(email);
  const key = keys.leaver(account, address);
  if ((await table.get(key)) === undefined) throw new UsersCommandError(`nobody said that ${address} left`);
  if (!dryRun) await table.remove(key, 'any');
  return { address, dryRun };
}

async function findUsers(table: UsersDeps['table'], account: string, address: string): Promise<string[]> {
  const userIds: string[] = [];
  for await (const item of listPartition(table, keys.users(account))) {
    const { userId, addresses, absentSince } = parseUserRecord(item);
    if (absentSince === null && addresses.includes(address)) userIds.push(userId);
  }
  return userIds;
}
