import { expect, it } from 'vitest';
import { runCleanupSimulation } from './run-cleanup-simulation.ts';

const COMPANIES = 2_000;

it('[P7] deletes nobody by mistake and everybody who should go, over random companies, faults and histories', async () => {
  const broken: string[] = [];
  const result = await runCleanupSimulation({ companies: COMPANIES, seed: 1, trace: (line) => broken.push(line) });
  expect(broken).toEqual([]);
  expect(result).toMatchObject({ ok: true, companies: COMPANIES });
  expect(result.deleted).toBeGreaterThan(COMPANIES / 4);
  expect(result.expected).toBeGreaterThan(0);
}, 120_000);
