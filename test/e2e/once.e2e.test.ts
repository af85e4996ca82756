import { beforeAll, describe, expect, it } from 'vitest';
import { type DayRun, runOnce } from './support/start-day.ts';

let run: DayRun;
beforeAll(async () => {
  run = await runOnce();
});

describe('the scripted day', () => {
  it('keeps every promise that can be seen', () => {
    expect(run.summary.broken ?? []).toEqual([]);
    expect(run.ok).toBe(true);
  });

  it('says at its start where everything is', () => {
    expect(run.ready).toMatchObject({ ready: true, region: 'eu-west-1' });
    expect(run.ready.webhookUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/webhooks\/default\/[\w-]{43,}$/);
    expect(Object.keys(run.ready.queues)).toEqual(
      expect.arrayContaining(['order-changes.fifo', 'order-changes-dlq.fifo', 'destination-own-consumer.fifo']),
    );
  });

  it('[P2] makes up for webhooks that never came', () => {
    const { webhooks, sweep, lost } = run.summary;
    expect(webhooks.sent).toBeGreaterThan(webhooks.acknowledged);
    expect(sweep.repaired).toBeGreaterThan(0);
    expect(lost).toBe(0);
  });

  it('[P4] reaches every kind of destination', () => {
    const { deliveries, revisions } = run.summary;
    expect(revisions).toBeGreaterThan(10);
    for (const destination of ['own-consumer', 'website', 'archive', 'bus']) {
      expect(deliveries[destination]).toBeGreaterThan(0);
    }
  });

  it('[P7] plans the cleanup and deletes nobody in report mode', () => {
    const { cleanup } = run.summary;
    expect(cleanup).toMatchObject({ mode: 'report', deleted: 0, held: false });
    expect(cleanup.verdicts.keep).toBeGreaterThan(0);
    expect(cleanup.verdicts.mark).toBeGreaterThan(0);
  });
});
