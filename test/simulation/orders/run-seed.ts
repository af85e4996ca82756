import { checkAcknowledged } from './checks/check-acknowledged.ts';
import { checkArchive } from './checks/check-archive.ts';
import { countDuplicates, countOutOfOrder, groupArrivals } from './checks/check-arrivals.ts';
import { checkCompleteness } from './checks/check-completeness.ts';
import { checkFiles } from './checks/check-files.ts';
import { countLost } from './checks/check-final-state.ts';
import { checkPauses } from './checks/check-pauses.ts';
import { checkQueues } from './checks/check-queues.ts';
import { checkReplays } from './checks/check-replays.ts';
import { checkRevisions } from './checks/check-revisions.ts';
import type { SimulationResult } from './report/simulation-result.ts';
import type { Scenario } from './scenario/draw-scenario.ts';
import { playScenario } from './simulation.ts';

export interface SeedRun {
  readonly result: SimulationResult;
  /** Each broken promise, in words. */
  readonly violations: readonly string[];
}

/** Plays one seed's scenario and holds what came of it to the promises. @param write takes the trace, step by step. */
export async function runSeed(scenario: Scenario, write?: (line: string) => void): Promise<SeedRun> {
  const { seed } = scenario;
  const played = await playScenario(scenario, write);
  const { journal, accounts } = played;
  const byOrder = groupArrivals(played);
  const { duplicates, unexplained } = countDuplicates(played);
  const outOfOrder = countOutOfOrder(byOrder, played);
  const lost = countLost(byOrder, played);
  checkAcknowledged(played);
  checkRevisions(played);
  checkFiles(played);
  checkCompleteness(byOrder, played);
  checkArchive(byOrder, played);
  checkQueues(played);
  await checkPauses(played);
  checkReplays(played);
  const ok = journal.violations.length === 0;
  const result: SimulationResult = {
    ok,
    seeds: 1,
    orders: accounts.reduce((sum, { company }) => sum + company.orders.size, played.truth.removed.size),
    webhooks: journal.webhooks,
    faults: Object.fromEntries(journal.faults),
    crashes: journal.crashes,
    deliveries: journal.arrivals.length,
    duplicates,
    unexplainedDuplicates: unexplained,
    lost,
    outOfOrder,
    repaired: journal.reports.get('revision-repaired') ?? 0,
    failedSeeds: ok ? [] : [seed],
    webhooksPerSecond: 0,
  };
  return { result, violations: journal.violations };
}
