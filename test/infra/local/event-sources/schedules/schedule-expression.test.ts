import { describe, expect, it } from 'vitest';
import { parseScheduleExpression } from '../../../../../infra/local/event-sources/schedules/schedule-expression.ts';

const next = (expression: string, after: string): string =>
  new Date(parseScheduleExpression(expression)(Date.parse(after))).toISOString();

describe('parseScheduleExpression', () => {
  it.each([
    ['rate(15 minutes)', '2026-01-01T00:00:30Z', '2026-01-01T00:15:30.000Z'],
    ['rate(1 day)', '2026-02-28T12:00:00Z', '2026-03-01T12:00:00.000Z'],
    ['cron(0 3 * * ? *)', '2026-01-01T02:59:59Z', '2026-01-01T03:00:00.000Z'],
    ['cron(0 3 * * ? *)', '2026-01-01T03:00:00Z', '2026-01-02T03:00:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-01-01T10:16:00Z', '2026-01-01T10:30:00.000Z'],
    ['cron(30 4 ? * SUN *)', '2026-01-01T00:00:00Z', '2026-01-04T04:30:00.000Z'],
    ['cron(30 4 ? * 2-6 *)', '2026-01-02T05:00:00Z', '2026-01-05T04:30:00.000Z'],
    ['cron(0 0 29 FEB ? *)', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['cron(5,35 8-9 1 * ? *)', '2026-01-01T08:35:00Z', '2026-01-01T09:05:00.000Z'],
  ])('%s after %s is due at %s', (expression, after, due) => {
    expect(next(expression, after)).toBe(due);
  });

  it('is never due again after the last year it names', () => {
    expect(parseScheduleExpression('cron(0 0 1 1 ? 2020)')(Date.parse('2026-01-01'))).toBe(Number.POSITIVE_INFINITY);
  });

  it.each(['rate(0 minutes)', 'every day', 'cron(* *)', 'cron(61 * * * ? *)', 'cron(0 0 L * ? *)'])(
    'refuses %s',
    (expression) => {
      expect(() => parseScheduleExpression(expression)).toThrow(TypeError);
    },
  );
});
