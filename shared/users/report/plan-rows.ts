import type { CleanupPolicy } from '../cleanup-policy.ts';
import type { UserVerdict } from '../plan/cleanup-plan.ts';

/** One line of a plan's report. */
export interface PlanRow {
  readonly email: string;
  readonly userId: string;
  readonly role: string;
  readonly verdict: string;
  readonly leaver: 'yes' | '';
  readonly reasons: string;
  /** Marked, or on record as gone, since. */
  readonly since: string;
  /** What happens to them when, if nothing changes. */
  readonly happens: string;
  readonly lastOrderAt: string;
  readonly lastOrderId: string;
  readonly orders: number;
}

const RANK: Readonly<Record<UserVerdict['verdict'], number>> = { delete: 1, blocked: 2, mark: 3, keep: 4 };

/** In the order of urgency: leavers whom protection keeps, who goes, who is blocked, who is marked, who stays and why. */
export function planRows(verdicts: readonly UserVerdict[], mode: CleanupPolicy['mode']): PlanRow[] {
  return verdicts
    .toSorted((a, b) => rank(a) - rank(b) || compare(a.email ?? '', b.email ?? ''))
    .map((verdict) => toRow(verdict, mode));
}

function whatHappens({ verdict, deleteAfter }: UserVerdict, mode: CleanupPolicy['mode']): string {
  if (verdict === 'keep') return 'stays';
  if (verdict === 'blocked') return 'stays while in doubt';
  const deleted = mode === 'enforce' ? 'deleted' : 'would be deleted';
  return verdict === 'delete' ? `${deleted} by this plan` : `${deleted} after ${deleteAfter}`;
}

function rank({ verdict, leaver }: UserVerdict): number {
  return leaver !== null && verdict !== 'delete' ? 0 : RANK[verdict];
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function toRow(verdict: UserVerdict, mode: CleanupPolicy['mode']): PlanRow {
  return {
    email: verdict.email ?? '',
    userId: verdict.userId,
    role: verdict.role ?? '',
    verdict: verdict.verdict,
    leaver: verdict.leaver === null ? '' : 'yes',
    reasons: verdict.reasons.join(' '),
    since: verdict.markedAt ?? verdict.leaver?.leftOn ?? verdict.leaver?.candidateSince ?? '',
    happens: whatHappens(verdict, mode),
    lastOrderAt: verdict.lastOrderAt ?? '',
    lastOrderId: verdict.lastOrderId ?? '',
    orders: verdict.orders,
  };
}
