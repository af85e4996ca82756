/** One person on the roster. */
export interface RosterEntry {
  /** Normalized. */
  readonly address: string;
  /** ISO instant from which they are gone; null while they belong. */
  readonly leftOn: string | null;
}

export interface Roster {
  /** Names the very content: the object's version, or a hash. */
  readonly version: string;
  /** ISO instant at which the export was written. */
  readonly modifiedAt: string;
  readonly entries: readonly RosterEntry[];
}

/** What came of looking at the roster. `none`: the policy names no roster. */
export type RosterReading =
  | { readonly state: 'none' }
  | { readonly state: 'missing' }
  | { readonly state: 'unparsable'; readonly reason: string }
  | {
      readonly state: 'read';
      readonly roster: Roster;
      /** Most entries seen on one day of the last 30, this one included. */
      readonly largestSize: number;
    };
