import type { AddressActivity } from '../activity.ts';
import type { ListedUser } from '../listed-user.ts';
import type { UserRecord } from '../user-record.ts';

/** One reading of the company's users. */
export interface UserListing {
  readonly users: readonly ListedUser[];
  /** ISO instant before the first page was asked for. */
  readonly startedAt: string;
  /** False when pages did not follow on each other, so that somebody may be missing. */
  readonly consistent: boolean;
}

/** Whose address a scanned draft carries on this account, as an operator saw it on an order: CONTRACT 5, question 26. */
export type DraftCarries = 'scanner' | 'owner' | 'company';

export interface Activity {
  readonly byAddress: ReadonlyMap<string, AddressActivity>;
  /** Every order that existed before the relay is counted. */
  readonly complete: boolean;
  readonly draftCarries: DraftCarries | null;
  /** Addresses with an open order that changed within 30 days. */
  readonly withOpenOrder: ReadonlySet<string>;
}

/** An operator's word that a person left. */
export interface LeaverRequest {
  readonly v: 1;
  readonly address: string;
  readonly reason: string;
  readonly by: string;
  /** ISO instant; a user made after it is another invitation and not meant. */
  readonly at: string;
}

export interface BegunDeletion {
  readonly userId: string;
  /** ISO instant. */
  readonly begunAt: string;
}

/** What earlier plans and people left behind. */
export interface CleanupMarks {
  readonly records: ReadonlyMap<string, UserRecord>;
  /** By normalized address. */
  readonly leavers: ReadonlyMap<string, LeaverRequest>;
  /** Begun in the last 30 days, whatever came of them. */
  readonly deletions: readonly BegunDeletion[];
  readonly standing: AccountStanding;
}

export interface AccountStanding {
  readonly parked: boolean;
  readonly otherCompany: boolean;
  readonly paused: boolean;
  /** The account's own policy is not usable: report mode, and nobody is deleted. */
  readonly policyInvalid: boolean;
}
