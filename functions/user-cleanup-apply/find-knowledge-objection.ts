import type { Knowledge } from '../../shared/users/load-knowledge.ts';
import { readBreaker } from '../../shared/users/plan/breaker.ts';
import type { CleanupPlan, UserVerdict } from '../../shared/users/plan/cleanup-plan.ts';
import type { Objection } from './find-plan-objection.ts';

export interface KnowledgeQuestion {
  readonly plan: Pick<CleanupPlan, 'gates' | 'verdicts'>;
  /** Undefined for somebody whom the listing does not show. */
  readonly verdict: UserVerdict | undefined;
  readonly knowledge: Pick<Knowledge, 'marks' | 'policy' | 'policyHash' | 'now'>;
  /** Of the policy under which the plan was made. */
  readonly approvedHash: string;
  /** A person let this plan pass the breaker. */
  readonly overLimit: boolean;
}

/** What is known now, by every rule anew, against deleting a user whom an approved plan deletes. */
export function findKnowledgeObjection({
  plan,
  verdict,
  knowledge,
  approvedHash,
  overLimit,
}: KnowledgeQuestion): Objection | null {
  // It may have changed while the listing was read.
  if (knowledge.policyHash !== approvedHash) return 'policy-changed';
  const [gate] = plan.gates;
  if (gate !== undefined) return `gate-${gate}`;
  if (verdict?.verdict !== 'delete') return 'verdict-changed';
  const { marks, policy, now } = knowledge;
  const breaker = readBreaker({
    listed: plan.verdicts.map(({ userId }) => userId),
    deletions: marks.deletions,
    wanted: [verdict.userId],
    policy: policy.breaker,
    now,
  });
  return breaker.exceeded && !overLimit ? 'breaker' : null;
}
