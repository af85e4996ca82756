import { loadAccountSettings } from '../../shared/accounts/account-settings.ts';
import { StaleItemError } from '../../shared/ledger/table.ts';
import { type KeptPlan, savePlan } from '../../shared/users/plan-header.ts';
import { loadUserRecord } from '../../shared/users/user-record.ts';
import type { ApplyDeps } from './apply-deps.ts';
import type { Objection } from './find-plan-objection.ts';

/** Nobody is deleted by this message. A pause or a full breaker holds the whole plan. */
export async function abortDeletion(
  plan: KeptPlan,
  userId: string,
  objection: Objection,
  deps: ApplyDeps,
): Promise<void> {
  const { account, planId } = plan.header;
  if (objection === 'paused' || objection === 'breaker') await holdPlan(plan, objection, deps);
  const { labels } = await loadAccountSettings(deps.table, account);
  const { record } = await loadUserRecord(deps.table, account, userId);
  const at = new Date(deps.now()).toISOString();
  const { email, role, leaver } = record;
  const facts = { reasons: [], leaver: leaver !== null, deleteAfter: null, orders: 0, lastOrderAt: null };
  const data = { account, planId, userId, email, role, ...facts, abortedBy: objection };
  await deps.sendUserEvent({ kind: 'cleanup-aborted', at, data }, labels);
  deps.report('user-deletion-aborted', { account, planId, userId, reason: objection });
}

/** Where somebody else changed the plan at this moment, the next message finds the same reason. */
async function holdPlan(
  { header, rev }: KeptPlan,
  reason: 'paused' | 'breaker',
  { table, report }: ApplyDeps,
): Promise<void> {
  if (header.state !== 'queued') return;
  try {
    await savePlan(table, { ...header, state: 'held', heldBy: [reason] }, rev);
    report('cleanup-held', { account: header.account, planId: header.planId, reason });
  } catch (error) {
    if (!(error instanceof StaleItemError)) throw error;
  }
}
