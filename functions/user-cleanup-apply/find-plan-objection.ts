import type { PlanHeader } from '../../shared/users/plan-header.ts';

/** Why an approved deletion is not done; it is told to whoever hears of user events. */
export type Objection =
  | `plan-${PlanHeader['state']}`
  | 'plan-changed'
  | 'clock-behind'
  | 'policy-changed'
  | 'not-approved'
  | 'not-in-newest-plan'
  | 'paused'
  | 'account-parked'
  | 'other-company'
  | 'verdict-changed'
  | 'breaker'
  | `gate-${string}`;

export interface PlanQuestion {
  readonly header: PlanHeader;
  /** Delete list of that plan, and of the newest one. */
  readonly planned: readonly string[];
  readonly newest: readonly string[];
  readonly deletesHash: string;
  readonly policyHash: string;
  readonly userId: string;
  /** Unix milliseconds. */
  readonly now: number;
}

const CLOCK_TOLERANCE_MS = 3_600_000;

/**
 * What the plans themselves say against deleting a user now: only ids both approved and in the newest plan go. A plan
 * that is applied still lets a message of its own be redriven from the dead-letter queue.
 */
export function findPlanObjection(question: PlanQuestion): Objection | null {
  const { header, planned, newest, deletesHash, policyHash, userId, now } = question;
  const state = now >= Date.parse(header.expiresAt) ? 'expired' : header.state;
  if (state !== 'queued' && state !== 'applied') return `plan-${state}`;
  if (Date.parse(header.at) > now + CLOCK_TOLERANCE_MS) return 'clock-behind';
  if (header.mode !== 'enforce' || header.policyHash !== policyHash) return 'policy-changed';
  if (header.approval === null || !planned.includes(userId)) return 'not-approved';
  if (header.approval.deletesHash !== deletesHash) return 'plan-changed';
  return newest.includes(userId) ? null : 'not-in-newest-plan';
}
