import { beforeAll, describe, expect, it } from 'vitest';
import { runLoad } from './run-load.ts';
import type { LoadReport } from './verify/judge-load.ts';

const WEBHOOKS = 2_000;
const KILLS = 70;

let report: LoadReport;
beforeAll(async () => {
  report = await runLoad({ seed: 1, webhooks: WEBHOOKS, kills: KILLS, serviceTroubles: 120 });
  const { broken, ...figures } = report;
  console.info(JSON.stringify(figures));
}, 1_500_000);

describe('2,000 webhooks through the real parts, while processes die and services fail', () => {
  it('[P2] [P4] [P5] lose nothing, keep their order and repeat only under one delivery id', () => {
    expect(report.broken).toEqual([]);
  });

  it('met the trouble they were meant to meet', () => {
    expect(report.webhooks.sent).toBeGreaterThanOrEqual(WEBHOOKS);
    expect(report.webhooks.acknowledged).toBeLessThan(report.webhooks.sent);
    expect(Object.keys(report.kills)).toHaveLength(7);
    expect(report.failures['Runtime.ExitError']).toBeGreaterThan(0);
    expect(report.duplicates).toBeGreaterThan(0);
  });
});
