import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { plantedBugs } from './planted-bugs.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const COMPANIES = 600;

/** The simulation with the bug in its source, until the first company that shows it. */
function simulateWith(bug: string): { readonly ok: boolean; readonly violations: Record<string, number> } {
  const args = ['--import', path('./plant.ts'), path('./main.ts'), '--stop-at-first', '--companies', String(COMPANIES)];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, PLANT: bug },
    encoding: 'utf8',
  });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (last === '') throw new Error(stderr);
  return JSON.parse(last) as { ok: boolean; violations: Record<string, number> };
}

describe('[P7] the simulation catches', () => {
  it.each(plantedBugs.map(({ name }) => name))('%s', (name) => {
    const { ok, violations } = simulateWith(name);
    expect(ok).toBe(false);
    expect(Object.keys(violations).length).toBeGreaterThan(0);
  });
});
