import { log } from '../../../shared/telemetry/log.ts';
import { addResults, NOTHING, type SimulationResult } from './report/simulation-result.ts';
import { runSeed } from './run-seed.ts';
import { drawScenario } from './scenario/draw-scenario.ts';

export interface OrderSimulationOptions {
  readonly seeds: number;
  readonly firstSeed: number;
  /** What people and production do in each seed; 700 unless told. */
  readonly actions?: number;
  /** Takes what broke and, with `trace`, each step. */
  readonly write: (line: string) => void;
  readonly trace: boolean;
  /** Ends with the first seed that fails. */
  readonly stopAtFirst?: boolean;
}

/** Plays seed after seed; where none was played, nothing is known to be ok. `webhooksPerSecond` counts seconds of processor time, all of this process's threads together. */
export async function runOrderSimulation(options: OrderSimulationOptions): Promise<SimulationResult> {
  const { seeds, firstSeed, write, trace, stopAtFirst = false, actions } = options;
  silenceLog();
  const startedAt = process.cpuUsage();
  let total = NOTHING;
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    const { result, violations } = await runSeed(drawScenario(seed, actions), trace ? write : undefined);
    for (const violation of violations) write(`seed ${seed}: ${violation}`);
    total = addResults(total, result);
    if (stopAtFirst && !result.ok) break;
  }
  const { user, system } = process.cpuUsage(startedAt);
  const seconds = (user + system) / 1_000_000;
  return { ...total, ok: total.ok && total.seeds > 0, webhooksPerSecond: Math.round(total.webhooks / seconds) };
}

/** The cores log every failure that is played to them. */
function silenceLog(): void {
  const silent = () => {};
  Object.assign(log, { info: silent, warn: silent, error: silent });
}
