import { forEachAtOnce } from '../../shared/concurrency/for-each-at-once.ts';
import { StaleItemError } from '../../shared/ledger/table.ts';
import type { Knowledge } from '../../shared/users/load-knowledge.ts';
import type { UserVerdict } from '../../shared/users/plan/cleanup-plan.ts';
import { deletesOf, type PlanBody } from '../../shared/users/plan-body.ts';
import { type PlanHeader, savePlan } from '../../shared/users/plan-header.ts';
import { queuePlan } from '../../shared/users/queue-plan.ts';
import { savePlanReport } from '../../shared/users/report/save-plan-report.ts';
import { verdictEventData } from '../../shared/users/verdict-event.ts';
import type { CleanupPlanDeps } from './cleanup-plan-deps.ts';

/** Where telling a plan stands: of so many users of its delete list, or done. */
export type Told = number | 'all';

const AT_ONCE = 16;

/**
 * Reports a fixed plan, tells of it, enters it in the ledger, and queues it where it needs nobody. Says how many were
 * told when time ran out; a repeat goes on from there. Safe to repeat.
 */
export async function publishPlan(
  body: PlanBody,
  from: number,
  knowledge: Knowledge,
  deps: CleanupPlanDeps,
): Promise<Told> {
  const { header } = body;
  const deletes = deletesOf(body);
  if (from === 0) await openPlan(body, deps);
  for (let told = from; header.state !== 'report' && told < deletes.length; ) {
    await forEachAtOnce(deletes.slice(told, told + AT_ONCE), AT_ONCE, (verdict) =>
      announce(header, verdict, knowledge, deps),
    );
    told += AT_ONCE;
    if (told < deletes.length && !deps.hasTime()) return told;
  }
  await enterPlan(header, deps);
  const userIds = deletes.map(({ userId }) => userId);
  if (header.state === 'queued') await queuePlan(header, userIds, deps.userDeletions);
  return 'all';
}

async function openPlan(body: PlanBody, { audit, report }: CleanupPlanDeps): Promise<void> {
  const { account, planId, state, heldBy } = body.header;
  await savePlanReport(audit, body.header, body);
  report('cleanup-planned', { account, planId, reason: state });
  if (state === 'held') report('cleanup-held', { account, planId, reason: heldBy.join(' ') });
}

/** An earlier attempt may have entered it, and it may have moved on since. */
async function enterPlan(header: PlanHeader, { table }: Pick<CleanupPlanDeps, 'table'>): Promise<void> {
  try {
    await savePlan(table, header, 'absent');
  } catch (error) {
    if (!(error instanceof StaleItemError)) throw error;
  }
}

function announce(
  { account, planId, at }: PlanHeader,
  verdict: UserVerdict,
  { accountLabels }: Knowledge,
  { sendUserEvent }: CleanupPlanDeps,
): Promise<void> {
  const data = verdictEventData(account, planId, verdict);
  return sendUserEvent({ kind: 'cleanup-planned', at, data }, accountLabels);
}
