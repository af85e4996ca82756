import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { SimulationResult } from '../report/simulation-result.ts';
import { plantedBugs } from './planted-bugs.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const SEEDS = 200;
/** So many that two workers meet on one order now and then. */
const ACTIONS = 400;

/** The simulation with the bug in its source, until the first seed that shows it. */
function simulateWith(bug: string): SimulationResult {
  const seeds = ['--seeds', String(SEEDS), '--actions', String(ACTIONS), '--stop-at-first', '--json'];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', path('./plant.ts'), path('../../main.ts'), ...seeds],
    {
      env: { ...process.env, PLANT: bug },
      encoding: 'utf8',
    },
  );
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (last === '') throw new Error(stderr);
  return JSON.parse(last) as SimulationResult;
}

describe('[P1] [P2] [P3] [P4] [P5] [P6] the simulation catches', () => {
  it.each(plantedBugs.map(({ name }) => name))('%s', (name) => {
    const { ok, failedSeeds } = simulateWith(name);
    expect(ok).toBe(false);
    expect(failedSeeds).toHaveLength(1);
  });
});
