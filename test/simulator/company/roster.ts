/** One person on the list that the company's own staff system keeps. */
export interface RosterEntry {
  readonly email: string;
  /** ISO date of the last day. */
  readonly leftOn?: string;
}
