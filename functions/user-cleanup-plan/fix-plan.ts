import { keys } from '../../shared/ledger/keys.ts';
import { decidePlanState } from '../../shared/users/decide-plan-state.ts';
import type { Knowledge } from '../../shared/users/load-knowledge.ts';
import type { CleanupPlan } from '../../shared/users/plan/cleanup-plan.ts';
import { countReasons, countVerdicts } from '../../shared/users/plan/count-plan.ts';
import { deletesOf, loadPlanBody, type PlanBody, planBodyKey, toPlanBody } from '../../shared/users/plan-body.ts';
import { hashDeletes, type PlanHeader, planExpiry, planIdOf } from '../../shared/users/plan-header.ts';
import { loadPolicyApproval, type PolicyApproval } from '../../shared/users/policy-approval.ts';
import type { CleanupPlanDeps } from './cleanup-plan-deps.ts';

/**
 * The first attempt of a run to get here fixes its plan, verdicts and state together; a repeat of the run, whatever it
 * saw, goes on with that one.
 */
export async function fixPlan(
  account: string,
  plan: CleanupPlan,
  knowledge: Knowledge,
  { table, audit }: Pick<CleanupPlanDeps, 'table' | 'audit'>,
): Promise<PlanBody> {
  const header = toHeader(account, plan, knowledge, await recallApproval(account, knowledge, table));
  const body = toPlanBody(header, plan);
  const written = await audit.putOnce(header.bodyKey, JSON.stringify(body));
  return written === 'written' ? body : loadPlanBody(audit, header.bodyKey);
}

/** An approval is over with the first plan under another policy, also where the earlier policy comes back later. */
async function recallApproval(
  account: string,
  { policyHash }: Knowledge,
  table: CleanupPlanDeps['table'],
): Promise<PolicyApproval | null> {
  const approved = await loadPolicyApproval(table, account);
  if (approved === null || approved.policyHash === policyHash) return approved;
  await table.remove(keys.cleanup(account, 'approval'), 'any');
  return null;
}

function toHeader(
  account: string,
  plan: CleanupPlan,
  { policy, policyHash, reading, now }: Knowledge,
  approved: PolicyApproval | null,
): PlanHeader {
  const planId = planIdOf(now);
  const ids = deletesOf(plan).map(({ userId }) => userId);
  const at = new Date(now).toISOString();
  const decided = decidePlanState({
    plan,
    deletes: ids.length,
    mode: policy.mode,
    policyHash,
    approvedHash: approved?.policyHash ?? null,
  });
  const deletesHash = hashDeletes(ids);
  const isQueued = decided.state === 'queued' && approved !== null;
  return {
    v: 1,
    account,
    planId,
    at,
    listedAt: plan.listedAt,
    expiresAt: planExpiry(now),
    ...decided,
    mode: policy.mode,
    policyHash,
    rosterVersion: reading.state === 'read' ? reading.roster.version : null,
    bodyKey: planBodyKey(account, planId),
    deletes: ids.length,
    deletesHash,
    verdicts: countVerdicts(plan.verdicts),
    reasons: countReasons(plan.verdicts),
    breaker: plan.breaker,
    approval: isQueued ? { by: approved.by, at, deletesHash, overLimit: false } : null,
  };
}
