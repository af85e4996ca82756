import { type ActivityCheck, saveActivityCheck } from '../../../shared/users/activity-check.ts';
import { normalizeAddress } from '../../../shared/users/address.ts';
import type { DraftCarries } from '../../../shared/users/plan/cleanup-knowledge.ts';
import { UsersCommandError, type UsersDeps } from './users-context.ts';

export interface VerifyActivityOptions {
  readonly account: string;
  /** An order that was a draft made through the API for one user and scanned by another. */
  readonly orderId: string;
  readonly scannedBy: string;
  readonly ownedBy: string;
  readonly by: string;
  readonly dryRun: boolean;
}

export type CheckOutcome = ActivityCheck & { readonly dryRun: boolean };

/** Reads whose address a scanned draft carries: only the scanner's proves who is at work. */
export async function verifyActivity(deps: UsersDeps, options: VerifyActivityOptions): Promise<CheckOutcome> {
  const { account, orderId, by, dryRun } = options;
  const order = await deps.accountClients.use(account, (client) => client.orders.get(orderId));
  const draftCarries = whose(order.info?.created_by ?? null, options);
  const check: ActivityCheck = { v: 1, draftCarries, orderId, by, at: new Date(deps.now()).toISOString() };
  if (!dryRun) await saveActivityCheck(deps.table, account, check);
  return { ...check, dryRun };
}

function whose(createdBy: string | null, { scannedBy, ownedBy }: VerifyActivityOptions): DraftCarries {
  const [scanner, owner] = [normalizeAddress(scannedBy), normalizeAddress(ownedBy)];
  if (scanner === owner)
    throw new UsersCommandError('take a draft that somebody else than its owner scanned: this one proves nothing');
  if (createdBy === null) throw new UsersCommandError('the order shows no address: take another');
  const shown = normalizeAddress(createdBy);
  if (shown === scanner) return 'scanner';
  return shown === owner ? 'owner' : 'company';
}
