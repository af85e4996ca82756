import { keys } from '../../shared/ledger/keys.ts';
import type { UserEventData } from '../../shared/users/user-event.ts';
import type { Deletion, KeptUser } from '../../shared/users/user-record.ts';
import { saveUserRecord } from '../../shared/users/user-record.ts';
import type { ApplyDeps } from './apply-deps.ts';

/** A user in the course of deletion, as stored. */
export interface Begun {
  readonly account: string;
  readonly kept: KeptUser;
  readonly deletion: Deletion;
  /** An attempt before this one of which nobody is sure. */
  readonly earlier: Deletion | null;
  readonly accountLabels: readonly string[];
  readonly reasons: UserEventData['reasons'];
}

/** The user is gone: that is stored first, then told, then stored as told. Safe to repeat from wherever it broke. */
export async function settleDeleted(begun: Begun, deps: ApplyDeps): Promise<void> {
  const { account, deletion, accountLabels } = begun;
  if (deletion.outcome === 'deleted' && deletion.announced) return;
  const deletedAt = deletion.deletedAt ?? new Date(deps.now()).toISOString();
  const deleted: Deletion = { ...deletion, outcome: 'deleted', deletedAt };
  const kept = await saveUserRecord(deps.table, account, { ...begun.kept.record, deletion: deleted }, begun.kept.rev);
  await deps.sendUserEvent({ kind: 'deleted', at: deletedAt, data: toEventData(begun) }, accountLabels);
  await saveUserRecord(deps.table, account, { ...kept.record, deletion: { ...deleted, announced: true } }, kept.rev);
  deps.report('user-deleted', { account, planId: deletion.planId, userId: kept.record.userId });
}

/** Nobody knows yet: the mark stays, so that whoever comes next looks first. */
export async function settleUnknown({ account, kept, deletion }: Begun, deps: ApplyDeps): Promise<void> {
  const record = { ...kept.record, deletion: { ...deletion, outcome: 'unknown' as const } };
  await saveUserRecord(deps.table, account, record, kept.rev);
  deps.report('user-deletion-unknown', { account, planId: deletion.planId, userId: record.userId });
}

/**
 * This call deleted nobody: the user is again as before it, it takes nobody's place in the breaker, and the next plan
 * proposes them anew. An earlier attempt may have deleted them, so its mark and its count stay.
 */
export async function settleFailed({ account, kept, deletion, earlier }: Begun, deps: ApplyDeps): Promise<void> {
  const { userId } = kept.record;
  await saveUserRecord(deps.table, account, { ...kept.record, deletion: earlier }, kept.rev);
  if (earlier?.begunAt !== deletion.begunAt)
    await deps.table.remove(keys.deletion(account, deletion.begunAt, userId), 'any');
  deps.report('user-deletion-failed', { account, planId: deletion.planId, userId });
}

function toEventData({ account, kept, deletion, reasons }: Begun): Omit<UserEventData, 'schemaVersion'> {
  const { userId, email, role, leaver } = kept.record;
  const facts = { deleteAfter: null, orders: 0, lastOrderAt: null };
  return { account, planId: deletion.planId, userId, email, role, reasons, leaver: leaver !== null, ...facts };
}
