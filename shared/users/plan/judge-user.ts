import type { CleanupPolicy } from '../cleanup-policy.ts';
import { addDays } from '../days.ts';
import type { LeaverCase } from '../user-record.ts';
import type { Gate, Reason, UserVerdict, Verdict } from './cleanup-plan.ts';
import { type Evidence, type EvidenceSources, findEvidence } from './evidence.ts';
import { endOfGrace, markInForce } from './grace.ts';
import { findProtection } from './protection.ts';
import type { UserFacts } from './user-facts.ts';

export interface JudgeSources extends EvidenceSources {
  readonly gates: readonly Gate[];
  readonly rosterVersion: string | null;
}

/** One user's verdict with every reason, before the floor of managers is looked at. */
export function judgeUser(facts: UserFacts, sources: JudgeSources): UserVerdict {
  const { policy, now } = sources;
  const evidence = findEvidence(facts, sources);
  const leaver = toLeaverCase(facts, evidence, sources);
  const protection = findProtection(facts, policy.protect, leaver !== null, now);
  const mark = markInForce(facts, policy.mode, now);
  const due = dueVerdict(facts, leaver !== null, mark?.since ?? null, policy, now);
  const { verdict, reasons } = weigh(evidence, protection, due, sources.gates);
  const counts = verdict !== 'keep' && leaver === null;
  const markedAt = counts ? (mark?.since ?? (verdict === 'mark' ? new Date(now).toISOString() : null)) : null;
  return {
    userId: facts.user.id,
    email: facts.user.email,
    role: facts.user.role,
    verdict,
    reasons,
    leaver,
    markedAt,
    deleteAfter: markedAt === null ? null : new Date(endOfGrace(markedAt, policy.graceDays)).toISOString(),
    orders: facts.orders,
    lastOrderId: facts.lastOrderId,
    lastOrderAt: facts.lastOrderAt,
  };
}

interface Weighed {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
}

/** Protection outweighs evidence, doubt and gates block it, and then time decides. */
function weigh(evidence: Evidence, protection: readonly Reason[], due: Weighed, gates: readonly Gate[]): Weighed {
  const { reasons, suffices, doubts } = evidence;
  if (!suffices && doubts.length > 0 && protection.length === 0)
    return { verdict: 'blocked', reasons: [...reasons, ...doubts] };
  if (!suffices) return { verdict: 'keep', reasons: reasons.length > 0 ? [...reasons, 'needs-second-rule'] : [] };
  if (protection.length > 0) return { verdict: 'keep', reasons: [...protection, ...reasons] };
  if (gates.length > 0) return { verdict: 'blocked', reasons: [...reasons, ...gates] };
  return { verdict: due.verdict, reasons: [...reasons, ...due.reasons] };
}

/** What a candidate's time says: leavers at once, others after their grace, and nobody who just worked. */
function dueVerdict(
  { record, lastOrderAt }: UserFacts,
  isLeaver: boolean,
  markedAt: string | null,
  { graceDays }: CleanupPolicy,
  now: number,
): Weighed {
  if (isLeaver) return { verdict: 'delete', reasons: [] };
  if (lastOrderAt !== null && Date.parse(lastOrderAt) > addDays(now, -graceDays)) {
    return { verdict: 'keep', reasons: ['active-in-grace'] };
  }
  if (markedAt === null) return { verdict: 'mark', reasons: record?.mark ? ['active-since-mark'] : [] };
  if (now < endOfGrace(markedAt, graceDays)) return { verdict: 'mark', reasons: ['in-grace'] };
  return { verdict: 'delete', reasons: [] };
}

/** A case that an earlier plan opened keeps its beginning. */
function toLeaverCase(
  { record }: UserFacts,
  { leaver }: Evidence,
  { rosterVersion, now }: JudgeSources,
): LeaverCase | null {
  if (leaver === null) return null;
  const { leftOn, request } = leaver;
  return {
    source: request === null ? 'roster' : 'request',
    leftOn,
    rosterVersion: leftOn === null ? null : (record?.leaver?.rosterVersion ?? rosterVersion),
    reason: request?.reason ?? null,
    by: request?.by ?? null,
    candidateSince: record?.leaver?.candidateSince ?? new Date(now).toISOString(),
  };
}
