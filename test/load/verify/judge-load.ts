import { gatherBusEvents } from '../../../infra/local/day/gather-bus-events.ts';
import { judgeDay } from '../../../infra/local/day/judge-day.ts';
import type { QueueDepths } from '../../../infra/local/day/queue-depths.ts';
import { readRouting } from '../../../infra/local/day/read-routing.ts';
import type { DayReport } from '../../../infra/local/day/simulator.ts';
import { describeDeadLetters, type Relay } from '../../../infra/local/relay.ts';
import type { Order } from '../../../shared/cubicasa/index.ts';
import type { TroubleMaker } from '../trouble/make-trouble.ts';
import { findGaps, findRenamed } from './find-gaps.ts';
import { findUnarchived } from './find-unarchived.ts';
import { readArchive } from './read-archive.ts';
import { readDestinations } from './read-destinations.ts';

type Counts = Readonly<Record<string, number>>;

export interface LoadEvidence {
  readonly relay: Relay;
  /** Orders as they stood before and after it. */
  readonly before: readonly Order[];
  readonly after: readonly Order[];
  readonly webhooks: DayReport['webhooks'];
  readonly killed: TroubleMaker['killed'];
  readonly failures: Counts;
  readonly struck: Counts;
  readonly seconds: { readonly publish: number; readonly all: number };
}

/** What a load run came to; `broken` says in words what should not be. */
export interface LoadReport {
  readonly webhooks: DayReport['webhooks'];
  readonly orders: number;
  /** Arrivals by destination, repeats included. */
  readonly deliveries: Counts;
  readonly archivedOrders: number;
  readonly duplicates: number;
  /** By function. */
  readonly kills: Counts;
  /** Failed invocations by the type of their error. */
  readonly failures: Counts;
  /** Strikes of the API's faults by kind. */
  readonly struck: Counts;
  readonly seconds: LoadEvidence['seconds'];
  readonly broken: readonly string[];
}

/** Holds every order at every destination against what is true at CubiCasa. */
export async function judgeLoad(evidence: LoadEvidence): Promise<LoadReport> {
  const { relay, before, after, webhooks, failures, struck, seconds } = evidence;
  const { definitions } = relay.stack.functions;
  const routing = readRouting(definitions);
  const delivered = [...relay.deliveries.all, ...gatherBusEvents(relay.stack, routing)];
  const verdict = judgeDay({ before, after, delivered, destinations: routing.expected });
  const seen = readDestinations(definitions).filter(({ kind }) => kind !== 'archive');
  const archive = await readArchive(relay.stack);
  return {
    webhooks,
    orders: after.length,
    deliveries: countBy(delivered, ({ destination }) => destination),
    archivedOrders: archive.manifests.size,
    duplicates: verdict.duplicates,
    kills: countBy(evidence.killed, ({ functionName }) => functionName),
    failures,
    struck,
    seconds,
    broken: [
      ...verdict.broken,
      ...findGaps(delivered, seen),
      ...findRenamed(delivered),
      ...findUnarchived(after, delivered, archive),
      ...findImproper(relay),
      ...describeDeadLetters(forgiveKilledJobs(await relay.readDepths(), evidence.killed)),
    ],
  };
}

/** Receives of an account job before it is a dead letter, which has an alarm and which the next schedule makes up for. */
const TRIES_OF_A_JOB = 5;
/** What account-jobs runs, and itself. */
const JOBS = ['account-jobs', 'order-sweep', 'user-cleanup-plan', 'webhook-registration'];

/** A job whose process this run killed at every single try is no fault of the relay's. */
function forgiveKilledJobs(depths: QueueDepths, killed: LoadEvidence['killed']): QueueDepths {
  const kills = killed.filter(({ functionName }) => JOBS.includes(functionName)).length;
  const letters = depths['account-jobs-dlq'] ?? 0;
  return { ...depths, 'account-jobs-dlq': Math.max(0, letters - Math.floor(kills / TRIES_OF_A_JOB)) };
}

/** What no kill and no fault explains: a call without a grant, a POST without a signature. */
function findImproper({ stack, problems }: Relay): string[] {
  const denied = stack.denied.map(({ message }) => `[P10] ${message}`);
  return [...denied, ...problems.filter((problem) => problem.includes('no valid signature'))];
}

function countBy<T>(items: readonly T[], nameOf: (item: T) => string): Counts {
  const counts: Record<string, number> = {};
  for (const item of items) counts[nameOf(item)] = (counts[nameOf(item)] ?? 0) + 1;
  return counts;
}
