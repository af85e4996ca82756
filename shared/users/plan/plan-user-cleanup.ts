import type { CleanupPolicy } from '../cleanup-policy.ts';
import { addDays } from '../days.ts';
import { indexRoster } from '../roster/find-on-roster.ts';
import type { RosterReading } from '../roster/roster.ts';
import { readBreaker } from './breaker.ts';
import type { Activity, CleanupMarks, UserListing } from './cleanup-knowledge.ts';
import type { CleanupPlan } from './cleanup-plan.ts';
import { findDoubts } from './evidence.ts';
import { findGates } from './gates.ts';
import { judgeUser } from './judge-user.ts';
import { keepManagers } from './keep-managers.ts';
import { currentAddress, gatherFacts, hasStrangersSince } from './user-facts.ts';

/** Who stays, is marked, goes or is blocked, with every reason. Pure; `now` is in Unix milliseconds. */
export function planUserCleanup(
  listing: UserListing,
  activity: Activity,
  reading: RosterReading,
  marks: CleanupMarks,
  policy: CleanupPolicy,
  now: number,
): CleanupPlan {
  const taken = new Set(listing.users.map(currentAddress));
  const facts = listing.users.map((user) => gatherFacts(user, marks.records.get(user.id), activity, taken));
  const roster = policy.roster !== null && reading.state === 'read' ? reading.roster : null;
  const find = roster === null ? null : indexRoster(roster, now);
  const gates = findGates({ listing, facts, reading, find, standing: marks.standing, policy, now });
  const strangers = hasStrangersSince(addDays(now, -silenceDays(policy)), activity, facts, marks.records);
  const doubts = findDoubts(activity, strangers);
  const sources = {
    policy,
    roster: find,
    rosterVersion: roster?.version ?? null,
    leavers: marks.leavers,
    doubts,
    gates,
    now,
  };
  const judged = facts.map((one) => judgeUser(one, sources));
  const verdicts = keepManagers(judged, listing.users, marks.records, policy.protect.managers);
  const wanted = verdicts.filter(({ verdict }) => verdict === 'delete').map(({ userId }) => userId);
  const known = new Set(facts.flatMap(({ addresses }) => addresses));
  return {
    listedAt: listing.startedAt,
    verdicts,
    gates,
    breaker: readBreaker({
      listed: listing.users.map(({ id }) => id),
      deletions: marks.deletions,
      wanted,
      policy: policy.breaker,
      now,
    }),
    rosterOnly: (roster?.entries ?? []).flatMap(({ address, leftOn }) =>
      leftOn === null && !known.has(address) ? [address] : [],
    ),
  };
}

/** How far back missing orders are read as silence. */
function silenceDays({ inactivity, unconfirmedDays }: CleanupPolicy): number {
  return Math.max(inactivity?.days ?? 0, unconfirmedDays ?? 0);
}
