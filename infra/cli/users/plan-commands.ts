import { planCsv, planMarkdown } from '../../../shared/users/report/plan-report.ts';
import { approvePlan } from './approve-plan.ts';
import { type AddCommand, type CommonFlags, isDryRun } from './command-flags.ts';
import { describePlanned } from './describe-planned.ts';
import { describeChange, type Outcome } from './outcome.ts';
import { planUsers } from './plan-users.ts';
import { type ShowPlanOptions, showPlan } from './show-plan.ts';
import type { UsersDeps } from './users-context.ts';

export function registerPlanCommands(add: AddCommand): void {
  add('plan', 'make a plan now; without --yes only say what it would be', runPlan);
  add<CommonFlags & { readonly csv?: boolean }>(
    'show [plan]',
    'show a plan, the newest unless named',
    (deps, { account, csv }, planId) => runShow(deps, { account, planId: planId === '' ? undefined : planId }, csv),
  ).option('--csv', 'as CSV');
  add<CommonFlags & { readonly overLimit?: boolean }>(
    'approve <plan>',
    'let a plan delete exactly the users it lists',
    runApprove,
  ).option('--over-limit', 'pass the breaker, for this plan alone');
}

async function runPlan(deps: UsersDeps, flags: CommonFlags): Promise<Outcome> {
  const { account } = flags;
  const json = await planUsers(deps, { account, dryRun: isDryRun(flags) });
  if (!('planId' in json) || json.planId === null) return { json, text: describePlanned(json) };
  return { json, text: (await runShow(deps, { account, planId: json.planId })).text };
}

async function runShow(deps: UsersDeps, options: ShowPlanOptions, csv = false): Promise<Outcome> {
  const { header, body } = await showPlan(deps, options);
  const { gates, verdicts: users, rosterOnly } = body;
  const json = { ...header, gates, users, rosterOnly };
  return { json, text: csv ? planCsv(header, body) : planMarkdown(header, body) };
}

async function runApprove(
  deps: UsersDeps,
  flags: CommonFlags & { readonly overLimit?: boolean },
  planId: string,
): Promise<Outcome> {
  const { account, by, overLimit = false } = flags;
  const json = await approvePlan(deps, { account, planId, overLimit, by, dryRun: isDryRun(flags) });
  const whom = `${json.userIds.length} users of plan ${planId}: ${json.userIds.join(', ')}`;
  const did = `Approved the deletion of ${whom}.\nEach is looked at again before it is deleted; \`relay users pause --yes\` stops it.`;
  return { json, text: describeChange(json.dryRun, `Would approve the deletion of ${whom}.`, did) };
}
