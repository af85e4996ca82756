import { expect, it } from 'vitest';
import { createMovableClock } from '../../../../../infra/local/clock/movable-clock.ts';
import { every } from '../../../../../infra/local/event-sources/schedules/schedule-expression.ts';
import { startScheduler } from '../../../../../infra/local/event-sources/schedules/scheduler.ts';

const HOUR_MS = 3_600_000;

it('runs once what fell due several times while the clock was moved, and leaves the rest', async () => {
  const runs: string[] = [];
  const job = (name: string, hours: number) => ({
    name,
    nextDue: every(hours * HOUR_MS),
    run: async () => void runs.push(name),
  });
  const clock = createMovableClock();
  const scheduler = startScheduler([job('hourly', 1), job('daily', 24)], clock, () => undefined);
  await clock.advance(3 * HOUR_MS);
  await clock.advance(1_000);
  await scheduler.close();
  expect(runs).toEqual(['hourly']);
});

it('runs a job out of turn by its name, and tells a failure', async () => {
  const failed: string[] = [];
  const run = async (): Promise<void> => Promise.reject(new Error('no'));
  const scheduler = startScheduler(
    [{ name: 'open', nextDue: every(HOUR_MS), run }],
    createMovableClock(),
    (name, error) => failed.push(`${name}: ${error}`),
  );
  await scheduler.fire('open');
  await expect(scheduler.fire('shut')).rejects.toThrow('shut');
  await scheduler.close();
  expect(failed).toEqual(['open: Error: no']);
});
