import { StaleItemError } from '../../shared/ledger/table.ts';
import { decidePlanState } from '../../shared/users/decide-plan-state.ts';
import type { Knowledge } from '../../shared/users/load-knowledge.ts';
import type { CleanupPlan } from '../../shared/users/plan/cleanup-plan.ts';
import { countReasons, countVerdicts } from '../../shared/users/plan/count-plan.ts';
import { deletesOf, loadPlanBody, type PlanBody, planBodyKey, toPlanBody } from '../../shared/users/plan-body.ts';
import {
  hashDeletes,
  loadPlan,
  type PlanHeader,
  planExpiry,
  planIdOf,
  savePlan,
} from '../../shared/users/plan-header.ts';
import { loadPolicyApproval, type PolicyApproval } from '../../shared/users/policy-approval.ts';
import { queuePlan } from '../../shared/users/queue-plan.ts';
import { savePlanReport } from '../../shared/users/report/save-plan-report.ts';
import { verdictEventData } from '../../shared/users/verdict-event.ts';
import type { CleanupPlanDeps } from './cleanup-plan-deps.ts';

/** Stores a plan with its report, tells of it, and queues it where it needs nobody. Safe to repeat. */
export async function publishPlan(
  account: string,
  plan: CleanupPlan,
  knowledge: Knowledge,
  deps: CleanupPlanDeps,
): Promise<PlanHeader> {
  const approval = await loadPolicyApproval(deps.table, account);
  const { header, body } = await storePlan(toHeader(account, plan, knowledge, approval), toPlanBody(plan), deps);
  await savePlanReport(deps.audit, header, body);
  await announce(header, body, knowledge, deps);
  if (header.state === 'queued') await queuePlan(header, idsOf(body), deps.userDeletions);
  return header;
}

function toHeader(
  account: string,
  plan: CleanupPlan,
  { policy, policyHash, reading, now }: Knowledge,
  approved: PolicyApproval | null,
): PlanHeader {
  const planId = planIdOf(now);
  const ids = idsOf(plan);
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

/** The first run to store a plan is the plan; a repeat of the run takes what is stored. */
async function storePlan(
  header: PlanHeader,
  body: PlanBody,
  { table, audit }: CleanupPlanDeps,
): Promise<{ readonly header: PlanHeader; readonly body: PlanBody }> {
  const written = await audit.putOnce(header.bodyKey, JSON.stringify(body));
  const kept = written === 'written' ? body : await loadPlanBody(audit, header.bodyKey);
  const ids = idsOf(kept);
  try {
    await savePlan(table, { ...header, deletes: ids.length, deletesHash: hashDeletes(ids) }, 'absent');
  } catch (error) {
    if (!(error instanceof StaleItemError)) throw error;
  }
  const stored = await loadPlan(table, header.account, header.planId);
  if (stored === undefined) throw new Error(`plan ${header.planId} is not in the ledger after it was stored`);
  return { header: stored.header, body: kept };
}

async function announce(
  { account, planId, at, state, heldBy }: PlanHeader,
  body: PlanBody,
  { accountLabels }: Knowledge,
  { sendUserEvent, report }: CleanupPlanDeps,
): Promise<void> {
  report('cleanup-planned', { account, planId, reason: state });
  if (state === 'held') report('cleanup-held', { account, planId, reason: heldBy.join(' ') });
  if (state === 'report') return;
  for (const verdict of deletesOf(body)) {
    await sendUserEvent(
      { kind: 'cleanup-planned', at, data: verdictEventData(account, planId, verdict) },
      accountLabels,
    );
  }
}

function idsOf(plan: Pick<PlanBody, 'verdicts'>): string[] {
  return deletesOf(plan).map(({ userId }) => userId);
}
