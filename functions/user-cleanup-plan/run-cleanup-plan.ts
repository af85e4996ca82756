import type { AccountJob } from '../../shared/accounts/account-job.ts';
import { type Knowledge, loadKnowledge, planFrom } from '../../shared/users/load-knowledge.ts';
import { loadStanding } from '../../shared/users/load-marks.ts';
import type { UserListing } from '../../shared/users/plan/cleanup-knowledge.ts';
import type { CleanupPlan } from '../../shared/users/plan/cleanup-plan.ts';
import { countReasons, countVerdicts } from '../../shared/users/plan/count-plan.ts';
import type { PlanBody } from '../../shared/users/plan-body.ts';
import type { PlanHeader } from '../../shared/users/plan-header.ts';
import type { CleanupPlanDeps } from './cleanup-plan-deps.ts';
import { type CleanupContinuation, continueListing, keepForLater } from './continue-listing.ts';
import { fixPlan } from './fix-plan.ts';
import { publishPlan } from './publish-plan.ts';
import { saveRecords } from './save-records.ts';
import { scheduledNow } from './scheduled-now.ts';
import { selectRecordChanges, selectUnconfirmed } from './select-record-changes.ts';

/** A plan in numbers, without anybody's address. */
interface CleanupSummary extends Pick<PlanHeader, 'verdicts' | 'reasons' | 'breaker' | 'deletes'> {
  readonly planId: string | null;
  readonly state: PlanHeader['state'] | 'dry-run';
  readonly gates: CleanupPlan['gates'];
}

/** What the function answers: how to go on, or what came of the run. */
export type CleanupAnswer =
  | { readonly continuation: CleanupContinuation }
  | { readonly skipped: 'account-parked' | 'other-company' }
  | CleanupSummary;

export type CleanupJob = AccountJob & { readonly account: string };

/** One account's plan; kind `dry-run` says what it would be and changes nothing. @throws ClockDisagreesError */
export async function runCleanupPlan(job: CleanupJob, deps: CleanupPlanDeps): Promise<CleanupAnswer> {
  const { account } = job;
  const now = scheduledNow(job.scheduledAt, deps.now());
  const { parked, otherCompany } = await loadStanding(deps.table, account, false);
  if (parked) return skip(account, otherCompany ? 'other-company' : 'account-parked', deps);
  const isDryRun = job.kind === 'dry-run';
  const from = job.continuation as CleanupContinuation | undefined;
  const taken = await continueListing(account, from, deps, { leavesTrace: !isDryRun });
  if ('unfinished' in taken) {
    deps.report('cleanup-listing-continued', { account });
    return { continuation: { listing: taken.unfinished } };
  }
  const knowledge = await loadKnowledge(deps, account, now, { remember: !isDryRun });
  if (knowledge.policyFaults.length > 0) deps.report('cleanup-policy-invalid', { account });
  const plan = planFrom(taken.listing, knowledge);
  if (isDryRun) return toAnswer(plan);
  const told = from !== undefined && 'told' in from ? from.told : 0;
  return settle(account, { listing: taken.listing, plan, told }, knowledge, deps);
}

interface Judged {
  readonly listing: UserListing;
  readonly plan: CleanupPlan;
  /** Of how many of the delete list earlier slices told. */
  readonly told: number;
}

async function settle(
  account: string,
  { listing, plan, told }: Judged,
  knowledge: Knowledge,
  deps: CleanupPlanDeps,
): Promise<CleanupAnswer> {
  const body = await fixPlan(account, plan, knowledge, deps);
  // A slice that goes on telling has no say any more: a newer run may have changed the records since.
  if (told === 0 && !(await recordPlan(account, listing, body, knowledge, deps)))
    return { continuation: await keepForLater(account, listing, 0, deps) };
  const published = await publishPlan(body, told, knowledge, deps);
  return published === 'all' ? describe(body) : { continuation: await keepForLater(account, listing, published, deps) };
}

/** What the plan makes of everybody's record; false when time ran out. */
async function recordPlan(
  account: string,
  listing: UserListing,
  { header: { mode }, gates, verdicts }: PlanBody,
  knowledge: Knowledge,
  deps: CleanupPlanDeps,
): Promise<boolean> {
  const { records } = knowledge.marks;
  const { startedAt, consistent } = listing;
  const context = { mode, startedAt, gated: gates.length > 0 || !consistent };
  const changes = selectRecordChanges(listing, { verdicts }, records, context);
  if (!(await saveRecords(account, changes, knowledge, deps))) {
    deps.report('cleanup-records-continued', { account });
    return false;
  }
  for (const userId of selectUnconfirmed(listing, records)) deps.report('removal-unconfirmed', { account, userId });
  return true;
}

function skip(
  account: string,
  skipped: 'account-parked' | 'other-company',
  { report }: CleanupPlanDeps,
): CleanupAnswer {
  report('cleanup-skipped', { account, reason: skipped });
  return { skipped };
}

function toAnswer(plan: CleanupPlan): CleanupSummary {
  const verdicts = countVerdicts(plan.verdicts);
  return {
    planId: null,
    state: 'dry-run',
    gates: plan.gates,
    deletes: verdicts.delete,
    verdicts,
    reasons: countReasons(plan.verdicts),
    breaker: plan.breaker,
  };
}

function describe({ header, gates }: PlanBody): CleanupSummary {
  const { planId, state, deletes, verdicts, reasons, breaker } = header;
  return { planId, state, gates, deletes, verdicts, reasons, breaker };
}
