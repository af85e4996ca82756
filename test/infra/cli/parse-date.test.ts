import { expect, it } from 'vitest';
import { parseDate, parseEndDate } from '../../../infra/cli/parse-date.ts';

it.each([
  ['2026-03-31', '2026-03-31', '2026-03-31T23:59:59.999Z'],
  ['2028-02-29', '2028-02-29', '2028-02-29T23:59:59.999Z'],
  ['2026-03-31T08:00Z', '2026-03-31T08:00:00.000Z', '2026-03-31T08:00:00.000Z'],
  ['2026-03-31T08:00:00+02:00', '2026-03-31T06:00:00.000Z', '2026-03-31T06:00:00.000Z'],
])('takes %s', (text, since, until) => {
  expect(parseDate('--since', text)).toBe(since);
  expect(parseEndDate('--until', text)).toBe(until);
});

it.each([
  '2026-02-31',
  '2026-13-01',
  '2026-3-1',
  'March',
  '',
  '2026-03-31 08:00',
  '2026-03-31T25:00Z',
  '2026-03-31T08:00',
])('refuses %j by the name of the option', (text) => {
  expect(() => parseDate('--since', text)).toThrow(/^--since: .*write it as 2026-03-31/);
});
