import { loadAccountSettings } from '../../shared/accounts/account-settings.ts';
import { resolveAccountPolicy } from '../../shared/users/account-policy.ts';
import { loadStanding } from '../../shared/users/load-marks.ts';
import { deletesOf, loadPlanBody } from '../../shared/users/plan-body.ts';
import { hashDeletes, loadNewestPlan, type PlanHeader } from '../../shared/users/plan-header.ts';
import { policyHash } from '../../shared/users/policy-hash.ts';
import type { ApplyDeps } from './apply-deps.ts';
import { findPlanObjection, type Objection } from './find-plan-objection.ts';

/** What the operator's stop, the account and the plans say, before CubiCasa is asked for anything. */
export async function objectByPlans(header: PlanHeader, userId: string, deps: ApplyDeps): Promise<Objection | null> {
  const { table, audit, configured, now } = deps;
  const { account } = header;
  const { paused, parked, otherCompany } = await loadStanding(table, account, false);
  if (paused) return 'paused';
  if (parked) return otherCompany ? 'other-company' : 'account-parked';
  const { policy } = resolveAccountPolicy(configured, await loadAccountSettings(table, account));
  const newest = await loadNewestPlan(table, account);
  const planned = await loadDeletes(audit, header.bodyKey);
  const newestIds = newest === undefined ? [] : await loadDeletes(audit, newest.header.bodyKey);
  return findPlanObjection({
    header,
    planned,
    newest: newestIds,
    deletesHash: hashDeletes(planned),
    policyHash: policyHash(policy),
    userId,
    now: now(),
  });
}

async function loadDeletes(audit: ApplyDeps['audit'], bodyKey: string): Promise<string[]> {
  return deletesOf(await loadPlanBody(audit, bodyKey)).map(({ userId }) => userId);
}
