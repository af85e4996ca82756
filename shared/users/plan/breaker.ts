import type { BreakerPolicy } from '../cleanup-policy.ts';
import { addDays } from '../days.ts';
import type { BegunDeletion } from './cleanup-knowledge.ts';
import type { BreakerReading } from './cleanup-plan.ts';

export const BREAKER_DAYS = 30;

export interface BreakerQuestion {
  /** Ids of all users that the listing shows. */
  readonly listed: readonly string[];
  readonly deletions: readonly BegunDeletion[];
  /** Ids that would be deleted. */
  readonly wanted: readonly string[];
  readonly policy: BreakerPolicy;
  readonly now: number;
}

/**
 * Counts what was begun in any 30 days, before anything more begins; a repeat for the same id counts once, and is held
 * like the rest where the limit is lower by now. The share is of all users, those begun with included.
 */
export function readBreaker({ listed, deletions, wanted, policy, now }: BreakerQuestion): BreakerReading {
  const since = addDays(now, -BREAKER_DAYS);
  const used = new Set(deletions.filter(({ begunAt }) => Date.parse(begunAt) > since).map(({ userId }) => userId));
  const further = wanted.filter((id) => !used.has(id)).length;
  const limit = Math.min(policy.count, Math.max(1, Math.floor(policy.share * new Set([...listed, ...used]).size)));
  return { limit, used: used.size, wanted: further, exceeded: wanted.length > 0 && used.size + further > limit };
}
