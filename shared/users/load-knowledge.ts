import { loadAccountSettings } from '../accounts/account-settings.ts';
import type { Table } from '../ledger/table.ts';
import { resolveAccountPolicy } from './account-policy.ts';
import type { CleanupPolicy } from './cleanup-policy.ts';
import { loadActivity } from './load-activity.ts';
import { type LoadedMarks, loadMarks } from './load-marks.ts';
import type { Activity, UserListing } from './plan/cleanup-knowledge.ts';
import type { CleanupPlan } from './plan/cleanup-plan.ts';
import { planUserCleanup } from './plan/plan-user-cleanup.ts';
import { policyHash } from './policy-hash.ts';
import { readRoster } from './roster/read-roster.ts';
import type { RosterReading } from './roster/roster.ts';
import type { RosterSource } from './roster/roster-source.ts';

export interface KnowledgeSources {
  readonly table: Table;
  readonly rosters: RosterSource;
  /** The configured policy, for accounts without one of their own. */
  readonly configured: CleanupPolicy;
}

/** Everything but the listing that decides about users. */
export interface Knowledge extends LoadedMarks {
  readonly policy: CleanupPolicy;
  readonly policyHash: string;
  readonly policyFaults: readonly string[];
  readonly accountLabels: readonly string[];
  readonly activity: Activity;
  readonly reading: RosterReading;
  /** Unix milliseconds. */
  readonly now: number;
}

/** `now` is in Unix milliseconds; `remember: false` leaves no trace, for somebody who only asks. */
export async function loadKnowledge(
  { table, rosters, configured }: KnowledgeSources,
  account: string,
  now: number,
  { remember = true } = {},
): Promise<Knowledge> {
  const settings = await loadAccountSettings(table, account);
  const { policy, faults } = resolveAccountPolicy(configured, settings);
  return {
    policy,
    policyHash: policyHash(policy),
    policyFaults: faults,
    accountLabels: settings.labels,
    activity: await loadActivity(table, account, now),
    reading: await readRoster(rosters, table, { account, policy: policy.roster, now, remember }),
    ...(await loadMarks(table, { account, policyInvalid: faults.length > 0, now })),
    now,
  };
}

export function planFrom(listing: UserListing, knowledge: Knowledge): CleanupPlan {
  const { activity, reading, marks, policy, now } = knowledge;
  return planUserCleanup(listing, activity, reading, marks, policy, now);
}
