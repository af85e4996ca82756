import { AmbiguousOutcomeError } from '../../../shared/cubicasa/index.ts';
import { USER_ROLES, type UserRole } from '../../../shared/cubicasa/user.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import type { DeletionRecord } from '../../../shared/users/deletion-record.ts';
import { parseUserRecord } from '../../../shared/users/user-record.ts';
import { UsersCommandError, type UsersDeps } from './users-context.ts';

export interface ReinviteUserOptions {
  readonly account: string;
  /** Id of the deleted user. */
  readonly userId: string;
  readonly dryRun: boolean;
}

export interface Reinvited {
  readonly email: string;
  readonly role: UserRole;
  /** Id of the new user; null in a dry run. The old orders stay without an owner. */
  readonly userId: string | null;
  readonly orders: number;
  readonly dryRun: boolean;
}

/** Invites a deleted user again from the record that was written before. CubiCasa mails the invitation. */
export async function reinviteUser(deps: UsersDeps, options: ReinviteUserOptions): Promise<Reinvited> {
  const { account, userId, dryRun } = options;
  const { user, orders } = await loadRecord(deps, account, userId);
  const role = USER_ROLES.find((one) => one.toLowerCase() === user.role?.toLowerCase());
  if (user.email === null || role === undefined)
    throw new UsersCommandError('the record holds no address or no known role');
  const invited = { email: user.email, role, orders: orders.length, dryRun };
  return { ...invited, userId: dryRun ? null : await invite(deps, account, { email: user.email, role }) };
}

/** Where the outcome is unknown the list is looked at, and nothing is sent again. */
async function invite(
  { accountClients }: UsersDeps,
  account: string,
  user: { readonly email: string; readonly role: UserRole },
): Promise<string> {
  try {
    const created = await accountClients.use(account, (client) => client.users.create(user));
    return created.id;
  } catch (error) {
    if (!(error instanceof AmbiguousOutcomeError)) throw error;
    const { outcome, ...found } = await error.resolve();
    if (outcome === 'done') return (found as { readonly value: { readonly id: string } }).value.id;
    throw error;
  }
}

async function loadRecord({ table, audit }: UsersDeps, account: string, userId: string): Promise<DeletionRecord> {
  const item = await table.get(keys.user(account, userId));
  const deletion = item === undefined ? null : parseUserRecord(item).deletion;
  const text = deletion === null ? undefined : await audit.get(deletion.recordKey);
  if (text === undefined) throw new UsersCommandError(`there is no record of a deletion of user ${userId}`);
  return JSON.parse(text) as DeletionRecord;
}
