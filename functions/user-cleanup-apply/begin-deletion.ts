import { keys } from '../../shared/ledger/keys.ts';
import { type DeletionRecord, deletionRecordKey, loadOwnedOrders } from '../../shared/users/deletion-record.ts';
import type { ListedUser } from '../../shared/users/listed-user.ts';
import type { Knowledge } from '../../shared/users/load-knowledge.ts';
import type { UserVerdict } from '../../shared/users/plan/cleanup-plan.ts';
import type { PlanHeader } from '../../shared/users/plan-header.ts';
import { type KeptUser, newUserRecord, saveUserRecord, withListing } from '../../shared/users/user-record.ts';
import type { ApplyDeps } from './apply-deps.ts';

/** A user whom every rule lets go. */
export interface Condemned {
  readonly header: PlanHeader;
  readonly user: ListedUser;
  readonly verdict: UserVerdict;
  readonly knowledge: Knowledge;
}

/**
 * Leaves behind what must be there before the call: the record, the breaker's count, the `deleting` mark, in this order.
 * @throws StaleItemError when the user's record was changed meanwhile; then nothing may be deleted.
 */
export async function beginDeletion(condemned: Condemned, deps: ApplyDeps): Promise<KeptUser> {
  const { header, user, knowledge } = condemned;
  const { account, planId } = header;
  const before = withListing(knowledge.marks.records.get(user.id) ?? newUserRecord(user.id), user);
  const begunAt = new Date(deps.now()).toISOString();
  const recordKey = deletionRecordKey(account, user.id, planId);
  await deps.audit.putOnce(recordKey, JSON.stringify(await toRecord(condemned, before.addresses, begunAt, deps)));
  const counted = { v: 1, userId: user.id, begunAt, planId };
  await deps.table.put({ ...keys.deletion(account, begunAt, user.id), data: counted }, 'any');
  const approver = header.approval?.by ?? '';
  const progress = { outcome: 'deleting', deletedAt: null, announced: false } as const;
  const deletion = { planId, approver, begunAt, recordKey, ...progress };
  const leaver = condemned.verdict.leaver ?? before.leaver;
  return saveUserRecord(deps.table, account, { ...before, leaver, deletion }, knowledge.revs.get(user.id) ?? 'absent');
}

async function toRecord(
  { header, user, verdict, knowledge }: Condemned,
  addresses: readonly string[],
  writtenAt: string,
  { table }: ApplyDeps,
): Promise<DeletionRecord> {
  const { account, planId, policyHash, approval } = header;
  const { reading } = knowledge;
  return {
    v: 1,
    account,
    planId,
    writtenAt,
    approver: approval?.by ?? '',
    policyHash,
    rosterVersion: reading.state === 'read' ? reading.roster.version : null,
    user,
    addresses,
    reasons: verdict.reasons,
    leaver: verdict.leaver,
    markedAt: verdict.markedAt,
    orders: await loadOwnedOrders(table, account, addresses),
  };
}
