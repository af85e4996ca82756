import type { PlanHeader } from '../../../shared/users/plan-header.ts';
import { type Delivered, isRevision } from './delivery-log.ts';
import type { DayVerdict } from './judge-day.ts';
import type { PlayedDay } from './play-day.ts';

/** The last line of `npm start -- --once --json`. */
export interface DaySummary {
  readonly ok: boolean;
  readonly webhooks: { readonly sent: number; readonly acknowledged: number };
  readonly sweep: { readonly repaired: number };
  readonly orders: number;
  readonly revisions: number;
  /** By destination. */
  readonly deliveries: Readonly<Record<string, number>>;
  readonly duplicates: number;
  readonly lost: number;
  readonly cleanup: {
    readonly mode: string;
    readonly planId: string | null;
    readonly verdicts: Readonly<Record<string, number>>;
    readonly deleted: number;
    readonly held: boolean;
  };
  /** Promises seen broken, in words; absent where none was. */
  readonly broken?: readonly string[];
}

export interface DayOutcome {
  readonly day: PlayedDay;
  readonly verdict: DayVerdict;
  readonly delivered: readonly Delivered[];
  readonly archived: Readonly<Record<string, number>>;
  readonly repaired: number;
  readonly plan: PlanHeader | undefined;
  readonly problems: readonly string[];
}

export function summarizeDay(outcome: DayOutcome): DaySummary {
  const { day, verdict, delivered, plan } = outcome;
  const broken = [...outcome.problems, ...verdict.broken];
  const { sent, acknowledged } = day.report.webhooks;
  return {
    ok: broken.length === 0,
    webhooks: { sent, acknowledged },
    sweep: { repaired: outcome.repaired },
    orders: day.after.length,
    revisions: new Set(delivered.filter(isRevision).map(revisionName)).size,
    deliveries: { ...countByDestination(delivered), ...outcome.archived },
    duplicates: verdict.duplicates,
    lost: verdict.lost.length,
    cleanup: {
      mode: plan?.mode ?? 'none',
      planId: plan?.planId ?? null,
      verdicts: plan?.verdicts ?? {},
      deleted: delivered.filter(({ type, destination }) => isDeletion(type) && destination === 'own-consumer').length,
      held: plan?.state === 'held',
    },
    ...(broken.length === 0 ? {} : { broken }),
  };
}

function isDeletion(type: string): boolean {
  return type === 'cubicasa.user.deleted';
}

function revisionName({ subject, data }: Delivered): string {
  return `${subject} ${data.revision?.sequence}`;
}

function countByDestination(delivered: readonly Delivered[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { destination } of delivered) counts[destination] = (counts[destination] ?? 0) + 1;
  return counts;
}
