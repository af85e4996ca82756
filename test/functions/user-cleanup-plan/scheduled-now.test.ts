import { expect, it } from 'vitest';
import { ClockDisagreesError, scheduledNow } from '../../../functions/user-cleanup-plan/scheduled-now.ts';

const CLOCK = Date.parse('2026-06-01T02:00:00.000Z');

it('takes the schedule’s own time as now, and the clock’s for a run without one', () => {
  expect(scheduledNow('2026-06-01T01:30:00.000Z', CLOCK)).toBe(CLOCK - 1_800_000);
  expect(scheduledNow(undefined, CLOCK)).toBe(CLOCK);
});

it.each(['2026-06-01T00:59:59.000Z', '2026-06-01T03:00:01.000Z', 'yesterday'])(
  'refuses %s, which no clock explains',
  (at) => {
    expect(() => scheduledNow(at, CLOCK)).toThrow(ClockDisagreesError);
  },
);
