import { expect, it } from 'vitest';
import { runCleanupSimulation } from './run-cleanup-simulation.ts';

it.each([0, Number.NaN])('%s companies are not ok', async (companies) => {
  expect(await runCleanupSimulation({ companies, seed: 1 })).toMatchObject({ ok: false });
});
