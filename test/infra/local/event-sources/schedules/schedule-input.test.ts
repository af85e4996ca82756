import { expect, it } from 'vitest';
import { scheduleInput } from '../../../../../infra/local/event-sources/schedules/schedule-input.ts';

it('fills in what EventBridge Scheduler fills in, and leaves what it does not know', () => {
  const schedule = { arn: 'arn:s', input: '{"at":"<aws.scheduler.scheduled-time>","x":"<aws.scheduler.other>"}' };
  expect(JSON.parse(scheduleInput(schedule, Date.UTC(2026, 0, 2, 3, 4, 5, 678)))).toEqual({
    at: '2026-01-02T03:04:05Z',
    x: '<aws.scheduler.other>',
  });
});
