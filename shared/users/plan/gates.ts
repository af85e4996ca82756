import type { CleanupPolicy } from '../cleanup-policy.ts';
import type { FindOnRoster } from '../roster/find-on-roster.ts';
import type { RosterReading } from '../roster/roster.ts';
import { findRosterFaults } from '../roster/roster-faults.ts';
import type { AccountStanding, UserListing } from './cleanup-knowledge.ts';
import type { Gate } from './cleanup-plan.ts';
import type { UserFacts } from './user-facts.ts';

export interface GateSources {
  readonly listing: UserListing;
  readonly facts: readonly UserFacts[];
  readonly reading: RosterReading;
  readonly find: FindOnRoster | null;
  readonly standing: AccountStanding;
  readonly policy: CleanupPolicy;
  readonly now: number;
}

/** Everything that forbids deleting anybody. */
export function findGates({ listing, facts, reading, find, standing, policy, now }: GateSources): Gate[] {
  const gates: (Gate | false)[] = [
    standing.policyInvalid && 'policy-invalid',
    standing.parked && 'account-parked',
    standing.otherCompany && 'other-company',
    standing.paused && 'paused',
    !listing.consistent && 'listing-inconsistent',
    listing.users.length === 0 && 'listing-empty',
  ];
  return [
    ...gates.filter((gate) => gate !== false),
    ...findRosterFaults(reading, policy.roster, matchedShare(facts, find), now),
  ];
}

/** Of all users, how many the roster knows, gone or not. */
function matchedShare(facts: readonly UserFacts[], find: FindOnRoster | null): number {
  if (find === null || facts.length === 0) return 1;
  return facts.filter(({ addresses }) => find(addresses).says !== 'unknown').length / facts.length;
}
