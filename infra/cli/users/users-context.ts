import type { AccountClients } from '../../../shared/accounts/account-client.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import type { Queue } from '../../../shared/queue/queue.ts';
import type { Bucket } from '../../../shared/storage/bucket.ts';

/** What the commands about users work with, on AWS or on the local stack. */
export interface UsersDeps {
  readonly table: Table;
  readonly audit: Bucket;
  readonly rosters: Bucket;
  readonly userDeletions: Queue;
  readonly accountClients: AccountClients;
  /** Runs a function of the stack by its name and gives its answer. @throws when it failed. */
  readonly invoke: (name: string, payload: unknown) => Promise<unknown>;
  /** Unix milliseconds. */
  readonly now: () => number;
}

export interface UsersContext {
  open(): Promise<UsersDeps>;
}

/** The operator asked for something that cannot be done; the message says what to do instead. */
export class UsersCommandError extends Error {
  override readonly name = 'UsersCommandError';
}
