import { loadCleanupPause } from '../../../shared/users/cleanup-pause.ts';
import { deletesOf, loadPlanBody } from '../../../shared/users/plan-body.ts';
import {
  hashDeletes,
  type PlanApproval,
  type PlanHeader,
  savePlan,
  stateAt,
} from '../../../shared/users/plan-header.ts';
import { savePolicyApproval } from '../../../shared/users/policy-approval.ts';
import { queuePlan } from '../../../shared/users/queue-plan.ts';
import { findPlan } from './show-plan.ts';
import { UsersCommandError, type UsersDeps } from './users-context.ts';

export interface ApprovePlanOptions {
  readonly account: string;
  readonly planId: string;
  /** Passes the breaker, for this plan alone. */
  readonly overLimit: boolean;
  readonly by: string;
  readonly dryRun: boolean;
}

export interface ApprovedPlan {
  readonly planId: string;
  readonly state: PlanHeader['state'];
  readonly userIds: readonly string[];
  readonly dryRun: boolean;
}

/** Approves exactly the ids of a plan's delete list and hands them to apply, which looks at everything again. */
export async function approvePlan(deps: UsersDeps, options: ApprovePlanOptions): Promise<ApprovedPlan> {
  const { account, planId, overLimit, by, dryRun } = options;
  const { header, rev } = await findPlan(deps, { account, planId });
  const pause = await loadCleanupPause(deps.table, account);
  if (pause?.paused === true) throw new UsersCommandError('cleanup is paused: run `relay users resume` first');
  refuse(header, overLimit, deps.now());
  const userIds = deletesOf(await loadPlanBody(deps.audit, header.bodyKey)).map(({ userId }) => userId);
  if (hashDeletes(userIds) !== header.deletesHash)
    throw new UsersCommandError('the delete list is not the one of the plan');
  if (dryRun) return { planId, state: header.state, userIds, dryRun };
  const approval = { by, at: new Date(deps.now()).toISOString(), deletesHash: header.deletesHash, overLimit };
  await settle(deps, header, rev, approval, userIds);
  return { planId, state: 'queued', userIds, dryRun };
}

/** The plan's own approval first: if the rest is cut off, approving again finishes it. */
async function settle(
  { table, userDeletions }: UsersDeps,
  header: PlanHeader,
  rev: number,
  approval: PlanApproval,
  userIds: readonly string[],
): Promise<void> {
  const { account, planId, policyHash } = header;
  const queued: PlanHeader = { ...header, state: 'queued', heldBy: [], approval };
  await savePlan(table, queued, rev);
  await savePolicyApproval(table, account, { v: 1, policyHash, planId, by: approval.by, at: approval.at });
  await queuePlan(queued, userIds, userDeletions);
}

function refuse(header: PlanHeader, overLimit: boolean, now: number): void {
  const state = stateAt(header, now);
  const heldByBreaker = state === 'held' && header.heldBy.every((gate) => gate === 'breaker');
  if (state === 'held' && !heldByBreaker) {
    throw new UsersCommandError(`the plan is held by ${header.heldBy.join(', ')}: mend that and make a new plan`);
  }
  if (heldByBreaker && !overLimit) {
    const { used, limit, wanted } = header.breaker;
    throw new UsersCommandError(
      `${used} of ${limit} deletions are used and ${wanted} more wanted: --over-limit lets this plan pass`,
    );
  }
  if (state !== 'held' && state !== 'awaiting-approval' && state !== 'queued') {
    throw new UsersCommandError(`the plan is ${state}: there is nothing to approve`);
  }
  if (header.deletes === 0) throw new UsersCommandError('the plan deletes nobody: there is nothing to approve');
}
