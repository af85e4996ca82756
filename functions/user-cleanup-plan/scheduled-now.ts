const TOLERANCE_MS = 3_600_000;

/** The schedule and the machine disagree about the time by over an hour: nobody is judged by either. */
export class ClockDisagreesError extends Error {
  override readonly name = 'ClockDisagreesError';
}

/** "Now" of a run: the schedule's own time, the clock's for a run without one. @throws ClockDisagreesError */
export function scheduledNow(scheduledAt: string | undefined, clock: number): number {
  if (scheduledAt === undefined) return clock;
  const now = Date.parse(scheduledAt);
  if (!(Math.abs(now - clock) <= TOLERANCE_MS)) {
    throw new ClockDisagreesError('the scheduled time of a cleanup plan is over an hour from the clock');
  }
  return now;
}
