import type { CleanupPolicy } from './cleanup-policy.ts';
import type { CleanupPlan } from './plan/cleanup-plan.ts';
import type { PlanHeader } from './plan-header.ts';

export interface StateQuestion {
  readonly plan: Pick<CleanupPlan, 'gates' | 'breaker'>;
  readonly deletes: number;
  readonly mode: CleanupPolicy['mode'];
  readonly policyHash: string;
  /** Hash of the policy that a person approved a plan of. */
  readonly approvedHash: string | null;
}

/** Where a new plan stands: only in enforce, unhindered, and under an approved policy does it queue itself. */
export function decidePlanState(question: StateQuestion): Pick<PlanHeader, 'state' | 'heldBy'> {
  const { plan, deletes, mode, policyHash, approvedHash } = question;
  if (mode === 'report') return { state: 'report', heldBy: plan.gates };
  if (plan.gates.length > 0) return { state: 'held', heldBy: plan.gates };
  if (plan.breaker.exceeded) return { state: 'held', heldBy: ['breaker'] };
  if (deletes === 0) return { state: 'applied', heldBy: [] };
  return { state: approvedHash === policyHash ? 'queued' : 'awaiting-approval', heldBy: [] };
}
