import type { Company } from '../company/company.ts';
import { MissingError, StateError } from '../company/keep-orders.ts';
import type { RosterEntry } from '../company/roster.ts';
import type { WebhookCounts } from '../webhooks/outbox.ts';
import type { DayStep } from './plan-day.ts';
import { type Jobs, playStep } from './play-step.ts';

interface PlayedStep {
  /** ISO instant. */
  readonly at: string;
  readonly job: string;
  readonly orderId: string;
  readonly action: DayStep['action'];
  readonly fault: DayStep['fault'];
  /** Why it could not be played: somebody else changed the order meanwhile. */
  readonly skipped?: string;
}

interface DayReport {
  readonly state: 'running' | 'done';
  readonly steps: readonly PlayedStep[];
  readonly planned: number;
  readonly roster: readonly RosterEntry[];
  /** Users who should be found: gone from the roster, or on it with a last day. */
  readonly leavers: readonly string[];
  readonly lost: readonly { readonly orderId: string; readonly trigger: string }[];
  readonly webhooks: WebhookCounts;
}

/** A scripted day under way; whoever holds it decides when the next step comes. */
export interface Day {
  /** Plays the next step; false when there is none left. */
  next(): boolean;
  report(): DayReport;
}

export function createDay(company: Company, plan: readonly DayStep[]): Day {
  const jobs: Jobs = new Map();
  const played: PlayedStep[] = [];
  const leavers = findLeavers(company);
  return {
    next() {
      const step = plan[played.length];
      if (step === undefined) return false;
      played.push(play(company, jobs, step));
      return true;
    },
    report: () => ({ ...reportDay(company, plan, played), leavers }),
  };
}

function play(company: Company, jobs: Jobs, step: DayStep): PlayedStep {
  const { job, action, fault } = step;
  const at = new Date(company.now()).toISOString();
  try {
    return { at, job, orderId: playStep(company, jobs, step), action, fault };
  } catch (error) {
    if (!(error instanceof StateError || error instanceof MissingError)) throw error;
    return { at, job, orderId: jobs.get(job) ?? '', action, fault, skipped: error.message };
  }
}

/** Done is the day when nothing is left to happen, webhooks on their way included. */
function reportDay(
  company: Company,
  plan: readonly DayStep[],
  played: readonly PlayedStep[],
): Omit<DayReport, 'leavers'> {
  const { outbox, roster } = company;
  const webhooks = outbox.counts();
  return {
    state: played.length < plan.length || webhooks.waiting > 0 ? 'running' : 'done',
    steps: played,
    planned: plan.length,
    roster,
    lost: outbox.lost().map(({ orderId, trigger }) => ({ orderId, trigger })),
    webhooks,
  };
}

function findLeavers({ roster, users }: Company): string[] {
  const staying = new Set(roster.filter(({ leftOn }) => leftOn === undefined).map(({ email }) => email));
  return [...users.values()].map(({ email }) => email).filter((email) => !staying.has(email));
}
