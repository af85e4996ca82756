import { StaleItemError } from '../../shared/ledger/table.ts';
import type { Knowledge } from '../../shared/users/load-knowledge.ts';
import { deletesOf, type PlanBody } from '../../shared/users/plan-body.ts';
import { type PlanHeader, savePlan } from '../../shared/users/plan-header.ts';
import { queuePlan } from '../../shared/users/queue-plan.ts';
import { savePlanReport } from '../../shared/users/report/save-plan-report.ts';
import { verdictEventData } from '../../shared/users/verdict-event.ts';
import type { CleanupPlanDeps } from './cleanup-plan-deps.ts';

/** Reports a fixed plan, tells of it, enters it in the ledger, and queues it where it needs nobody. Safe to repeat. */
export async function publishPlan(body: PlanBody, knowledge: Knowledge, deps: CleanupPlanDeps): Promise<void> {
  const { header } = body;
  await savePlanReport(deps.audit, header, body);
  await announce(body, knowledge, deps);
  await enterPlan(header, deps);
  const userIds = deletesOf(body).map(({ userId }) => userId);
  if (header.state === 'queued') await queuePlan(header, userIds, deps.userDeletions);
}

/** An earlier attempt may have entered it, and it may have moved on since. */
async function enterPlan(header: PlanHeader, { table }: Pick<CleanupPlanDeps, 'table'>): Promise<void> {
  try {
    await savePlan(table, header, 'absent');
  } catch (error) {
    if (!(error instanceof StaleItemError)) throw error;
  }
}

async function announce(
  body: PlanBody,
  { accountLabels }: Knowledge,
  { sendUserEvent, report }: CleanupPlanDeps,
): Promise<void> {
  const { account, planId, at, state, heldBy } = body.header;
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
