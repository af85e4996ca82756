import type { UserVerdict } from '../plan/cleanup-plan.ts';

/** One line of a plan's report. */
export interface PlanRow {
  readonly email: string;
  readonly userId: string;
  readonly role: string;
  readonly verdict: string;
  readonly leaver: 'yes' | '';
  readonly reasons: string;
  readonly markedAt: string;
  readonly deleteAfter: string;
  readonly lastOrderAt: string;
  readonly lastOrderId: string;
  readonly orders: number;
}

const RANK: Readonly<Record<UserVerdict['verdict'], number>> = { delete: 1, blocked: 2, mark: 3, keep: 4 };

/** In the order of urgency: leavers whom protection keeps, who goes, who is blocked, who is marked, who stays and why. */
export function planRows(verdicts: readonly UserVerdict[]): PlanRow[] {
  return verdicts.toSorted((a, b) => rank(a) - rank(b) || compare(a.email ?? '', b.email ?? '')).map(toRow);
}

function rank({ verdict, leaver }: UserVerdict): number {
  return leaver !== null && verdict !== 'delete' ? 0 : RANK[verdict];
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function toRow(verdict: UserVerdict): PlanRow {
  return {
    email: verdict.email ?? '',
    userId: verdict.userId,
    role: verdict.role ?? '',
    verdict: verdict.verdict,
    leaver: verdict.leaver === null ? '' : 'yes',
    reasons: verdict.reasons.join(' '),
    markedAt: verdict.markedAt ?? '',
    deleteAfter: verdict.deleteAfter ?? '',
    lastOrderAt: verdict.lastOrderAt ?? '',
    lastOrderId: verdict.lastOrderId ?? '',
    orders: verdict.orders,
  };
}
