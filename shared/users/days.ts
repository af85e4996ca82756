const DAY_MS = 86_400_000;

/** Moves an instant by whole days of 24 hours; both are Unix milliseconds. */
export function addDays(instant: number, days: number): number {
  return instant + days * DAY_MS;
}
