import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { CleanupSimulation } from './run-cleanup-simulation.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const COMPANIES = 1_000;

/** In a process of its own, two at a time; a seed that breaks a promise is told on its standard error. */
async function simulate(seed: number): Promise<CleanupSimulation> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    MAIN,
    '--json',
    '--companies',
    String(COMPANIES),
    '--seed',
    String(seed),
  ]).catch((error: { stdout: string; stderr: string }) => error);
  expect(stderr).toBe('');
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

it('[P7] deletes nobody by mistake and everybody who should go, over random companies, faults and histories', async () => {
  for (const result of await Promise.all([simulate(1), simulate(2)])) {
    expect(result).toMatchObject({ ok: true, companies: COMPANIES, violations: {} });
    expect(result.deleted).toBeGreaterThan(COMPANIES / 4);
    expect(result.expected).toBeGreaterThan(0);
  }
}, 300_000);
