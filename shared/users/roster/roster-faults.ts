import type { RosterPolicy } from '../cleanup-policy.ts';
import { addDays } from '../days.ts';
import type { RosterReading } from './roster.ts';

export type RosterFault =
  | 'roster-missing'
  | 'roster-unparsable'
  | 'roster-empty'
  | 'roster-stale'
  | 'roster-from-the-future'
  | 'roster-shrank'
  | 'roster-matches-too-few';

const STALE_DAYS = 2;
const CLOCK_TOLERANCE_DAYS = 1 / 24;
const LEAST_MATCH = 0.5;

/** Why the roster is not to be believed; with any of these nobody at all is deleted. */
export function findRosterFaults(
  reading: RosterReading,
  policy: RosterPolicy | null,
  matchedShare: number,
  now: number,
): RosterFault[] {
  if (policy === null) return [];
  if (reading.state === 'none' || reading.state === 'missing') return ['roster-missing'];
  if (reading.state === 'unparsable') return ['roster-unparsable'];
  const { roster, largestSize } = reading;
  const size = roster.entries.length;
  if (size === 0) return ['roster-empty'];
  const modifiedAt = Date.parse(roster.modifiedAt);
  const faults: (RosterFault | false)[] = [
    !(modifiedAt > addDays(now, -STALE_DAYS)) && 'roster-stale',
    modifiedAt > addDays(now, CLOCK_TOLERANCE_DAYS) && 'roster-from-the-future',
    size < largestSize * (1 - policy.shrinkLimit) && 'roster-shrank',
    matchedShare < LEAST_MATCH && 'roster-matches-too-few',
  ];
  return faults.filter((fault) => fault !== false);
}
