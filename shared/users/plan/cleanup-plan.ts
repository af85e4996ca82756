import type { RosterFault } from '../roster/roster-faults.ts';
import type { LeaverCase } from '../user-record.ts';
import type { Doubt, EvidenceReason } from './evidence.ts';
import type { Protection } from './protection.ts';

/** What happens to a user. `blocked`: would go, but too little is known for sure. */
export type Verdict = 'keep' | 'mark' | 'delete' | 'blocked';

export const VERDICTS: readonly Verdict[] = ['keep', 'mark', 'delete', 'blocked'];

/** Why nobody at all is deleted by this plan. */
export type Gate =
  | RosterFault
  | 'listing-inconsistent'
  | 'listing-empty'
  | 'account-parked'
  | 'other-company'
  | 'paused'
  | 'policy-invalid';

export type Reason =
  | EvidenceReason
  | Doubt
  | Protection
  | Gate
  | 'needs-second-rule'
  | 'in-grace'
  | 'active-since-mark'
  | 'active-in-grace';

export interface UserVerdict {
  readonly userId: string;
  readonly email: string | null;
  readonly role: string | null;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** Set for people who left: they go without grace. */
  readonly leaver: LeaverCase | null;
  /** ISO instant of the mark that counts. */
  readonly markedAt: string | null;
  /** ISO instant from which a marked user may be deleted. */
  readonly deleteAfter: string | null;
  readonly orders: number;
  readonly lastOrderId: string | null;
  readonly lastOrderAt: string | null;
}

export interface BreakerReading {
  readonly limit: number;
  /** Deletions begun in the last 30 days. */
  readonly used: number;
  readonly wanted: number;
  readonly exceeded: boolean;
}

export interface CleanupPlan {
  /** ISO instant at which the listing behind it began. */
  readonly listedAt: string;
  readonly verdicts: readonly UserVerdict[];
  readonly gates: readonly Gate[];
  readonly breaker: BreakerReading;
  /** People on the roster without a CubiCasa user. */
  readonly rosterOnly: readonly string[];
}
