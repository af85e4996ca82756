import { keys } from '../../../shared/ledger/keys.ts';
import { normalizeAddress } from '../../../shared/users/address.ts';
import type { LeaverRequest } from '../../../shared/users/plan/cleanup-knowledge.ts';
import { UsersCommandError, type UsersDeps } from './users-context.ts';

export interface RemoveUserOptions {
  readonly account: string;
  readonly email: string;
  readonly reason: string;
  readonly by: string;
  readonly dryRun: boolean;
}

/** Says that a person left: the next plan lists them without grace. Who comes back later is not meant. */
export async function removeUser({ table, now }: UsersDeps, options: RemoveUserOptions): Promise<LeaverRequest> {
  const { account, email, reason, by, dryRun } = options;
  const address = normalizeAddress(email);
  if (!address.includes('@')) throw new UsersCommandError('name the address of the person to remove');
  if (reason.trim() === '') throw new UsersCommandError('say why with --reason: it goes on record');
  const request: LeaverRequest = { v: 1, address, reason, by, at: new Date(now()).toISOString() };
  if (!dryRun) await table.put({ ...keys.leaver(account, address), data: request }, 'any');
  return request;
}
