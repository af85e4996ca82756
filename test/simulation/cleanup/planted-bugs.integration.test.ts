import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { plantedBugs } from './planted-bugs.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const COMPANIES = 2_000;

/** The simulation with the bug in its source, until the first company that breaks the promise it is about. */
function simulateWith(bug: string, promise: string): { readonly violations: Record<string, number> } {
  const flags = ['--json', '--stop-at', promise, '--companies', String(COMPANIES)];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', path('./plant.ts'), path('./main.ts'), ...flags],
    {
      env: { ...process.env, PLANT: bug },
      encoding: 'utf8',
    },
  );
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (last === '') throw new Error(stderr);
  return JSON.parse(last) as { violations: Record<string, number> };
}

describe('[P7] the simulation catches for its own reason', () => {
  it.each(plantedBugs)('$name: $breaks', ({ name, breaks }) => {
    expect(simulateWith(name, breaks).violations).toHaveProperty([breaks]);
  });
});
