import { loadPlanBody, type PlanBody } from '../../../shared/users/plan-body.ts';
import {
  type KeptPlan,
  loadNewestPlan,
  loadPlan,
  type PlanHeader,
  stateAt,
} from '../../../shared/users/plan-header.ts';
import { UsersCommandError, type UsersDeps } from './users-context.ts';

export interface ShowPlanOptions {
  readonly account: string;
  /** The newest when left out. */
  readonly planId?: string | undefined;
}

export interface ShownPlan {
  readonly header: PlanHeader;
  readonly body: PlanBody;
}

/** A plan as it stands now. */
export async function showPlan(
  deps: Pick<UsersDeps, 'table' | 'audit' | 'now'>,
  options: ShowPlanOptions,
): Promise<ShownPlan> {
  const { header } = await findPlan(deps, options);
  const body = await loadPlanBody(deps.audit, header.bodyKey);
  return { header: { ...header, state: stateAt(header, deps.now()) }, body };
}

/** @throws UsersCommandError when there is no such plan. */
export async function findPlan({ table }: Pick<UsersDeps, 'table'>, options: ShowPlanOptions): Promise<KeptPlan> {
  const { account, planId } = options;
  const plan = planId === undefined ? await loadNewestPlan(table, account) : await loadPlan(table, account, planId);
  if (plan !== undefined) return plan;
  const which = planId === undefined ? 'no cleanup plan yet: run `relay users plan`' : `no cleanup plan ${planId}`;
  throw new UsersCommandError(`account ${account} has ${which}`);
}
