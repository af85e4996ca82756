import type { AddressActivity } from '../../../shared/users/activity.ts';
import { type CleanupPolicy, parseCleanupPolicy } from '../../../shared/users/cleanup-policy.ts';
import type { ListedUser } from '../../../shared/users/listed-user.ts';
import type { Activity, CleanupMarks, UserListing } from '../../../shared/users/plan/cleanup-knowledge.ts';
import type { CleanupPlan, UserVerdict } from '../../../shared/users/plan/cleanup-plan.ts';
import { planUserCleanup } from '../../../shared/users/plan/plan-user-cleanup.ts';
import type { RosterEntry, RosterReading } from '../../../shared/users/roster/roster.ts';
import { newUserRecord, type UserRecord } from '../../../shared/users/user-record.ts';

const NOW = Date.parse('2026-06-01T02:00:00.000Z');

export function daysAgo(days: number): string {
  return new Date(NOW - days * 86_400_000).toISOString();
}

export function user(id: string, given: Partial<ListedUser> = {}): ListedUser {
  const email = `${id}@agency.example`;
  return { id, email, name: null, role: 'Collaborator', confirmed: true, createdAt: daysAgo(400), ...given };
}

export function record(id: string, given: Partial<UserRecord> = {}): UserRecord {
  return { ...newUserRecord(id), addresses: [`${id}@agency.example`], ...given };
}

export function rosterOf(
  addresses: readonly (string | RosterEntry)[],
  given: Partial<{ modifiedAt: string; largestSize: number }> = {},
): RosterReading {
  const entries = addresses.map((one) => (typeof one === 'string' ? { address: one, leftOn: null } : one));
  const { modifiedAt = daysAgo(0.1), largestSize = entries.length } = given;
  return { state: 'read', roster: { version: 'r1', modifiedAt, entries }, largestSize };
}

export function worked(address: string, lastAt: string, orders = 1): AddressActivity {
  return { v: 1, address, orders, lastOrderId: `order-of-${address}`, lastAt };
}

export interface Given {
  readonly users?: readonly ListedUser[];
  readonly listing?: Partial<UserListing>;
  readonly work?: readonly AddressActivity[];
  readonly activity?: Partial<Activity>;
  readonly roster?: RosterReading;
  readonly records?: readonly UserRecord[];
  readonly marks?: Partial<CleanupMarks>;
  readonly policy?: object;
}

/** Five colleagues whom nothing speaks against, so that a roster without the person in question still matches. */
const COLLEAGUES = ['a', 'b', 'c', 'd', 'e'].map((id) => user(id));
export const COLLEAGUE_ADDRESSES = COLLEAGUES.map(({ email }) => email ?? '');

export function planOf(given: Given): CleanupPlan {
  const policy: CleanupPolicy = parseCleanupPolicy({
    protect: { addresses: ['desk@agency.example'] },
    ...given.policy,
  });
  const users = [...COLLEAGUES, ...(given.users ?? [])];
  const activity = {
    byAddress: new Map((given.work ?? []).map((one) => [one.address, one])),
    complete: true,
    draftCarries: 'scanner' as const,
    withOpenOrder: new Set<string>(),
    ...given.activity,
  };
  const standing = { parked: false, otherCompany: false, paused: false, policyInvalid: false };
  const records = new Map((given.records ?? []).map((one) => [one.userId, one]));
  const marks = { records, leavers: new Map(), deletions: [], standing, ...given.marks };
  const listing = { users, startedAt: daysAgo(0), consistent: true, ...given.listing };
  return planUserCleanup(listing, activity, given.roster ?? { state: 'none' }, marks, policy, NOW);
}

/** The verdict on one user. */
export function verdictOn(id: string, given: Given): UserVerdict {
  const found = planOf(given).verdicts.find(({ userId }) => userId === id);
  if (found === undefined) throw new Error(`no verdict on ${id}`);
  return found;
}
