import { simulateCompany } from './simulate-company.ts';
import type { Violation } from './world.ts';

export interface CleanupSimulationOptions {
  readonly companies: number;
  readonly seed: number;
  /** Ends with the first company that breaks this promise; `any` stands for each. */
  readonly stopAt?: string | undefined;
  /** Told of each company that broke a promise, with the seed that shows it again. */
  readonly trace?: (line: string) => void;
}

export interface CleanupSimulation {
  readonly ok: boolean;
  readonly companies: number;
  readonly seed: number;
  readonly days: number;
  readonly plans: number;
  readonly deleted: number;
  readonly held: number;
  readonly aborted: number;
  /** Removals that had to have happened by then, counted once a day. */
  readonly expected: number;
  readonly violations: Readonly<Record<string, number>>;
  /** Seed of the first company that broke a promise. */
  readonly firstSeed: number | null;
}

/**
 * Random companies, policies, faults and histories; every deletion judged from outside. The seed decides everything.
 * Without a company, nothing is known to be ok.
 */
export async function runCleanupSimulation(options: CleanupSimulationOptions): Promise<CleanupSimulation> {
  const { companies, seed, stopAt, trace = () => {} } = options;
  const totals = { days: 0, plans: 0, deleted: 0, held: 0, aborted: 0, expected: 0 };
  const violations: Record<string, number> = {};
  let firstSeed: number | null = null;
  for (let company = 0; company < companies; company += 1) {
    const own = seed * 1_000_003 + company;
    const world = await simulateCompany(own);
    totals.days += world.day;
    totals.plans += world.counts.plans;
    totals.deleted += world.counts.deleted;
    totals.held += world.counts.held;
    totals.aborted += world.counts.aborted;
    totals.expected += world.counts.expected;
    if (world.violations.length > 0) firstSeed ??= own;
    for (const violation of world.violations) note(violation, own, violations, trace);
    if (world.violations.some(({ invariant }) => stopAt === 'any' || stopAt === invariant)) break;
  }
  return { ok: firstSeed === null && companies > 0, companies, seed, ...totals, violations, firstSeed };
}

function note(
  { invariant, day, userId }: Violation,
  seed: number,
  violations: Record<string, number>,
  trace: (line: string) => void,
): void {
  violations[invariant] = (violations[invariant] ?? 0) + 1;
  trace(`seed ${seed}, day ${day}, ${userId}: ${invariant}`);
}
