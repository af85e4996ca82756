import { beforeAll, expect, it } from 'vitest';
import { runLoad } from '../load/run-load.ts';
import type { LoadReport } from '../load/verify/judge-load.ts';

const WEBHOOKS = 60;
const KILLS = 14;

let report: LoadReport;
beforeAll(async () => {
  report = await runLoad({ seed: 2, webhooks: WEBHOOKS, kills: KILLS, serviceTroubles: 6 });
}, 300_000);

it('[P1] [P4] [P5] processes that are killed at random change nothing', () => {
  expect(report.broken).toEqual([]);
  expect(report.webhooks.sent).toBeGreaterThanOrEqual(WEBHOOKS);
});

it('every function on the way of an order was killed', () => {
  expect(Object.values(report.kills)).toHaveLength(7);
  expect(Object.values(report.kills).reduce((sum, kills) => sum + kills, 0)).toBe(KILLS);
});
