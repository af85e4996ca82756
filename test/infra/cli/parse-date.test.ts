import { describe, expect, it } from 'vitest';
import { parseDate, parseEndDate } from '../../../infra/cli/parse-date.ts';

describe('a date on the command line', () => {
  it.each([
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['2026-01-31T12:30Z', '2026-01-31T12:30:00.000Z'],
    ['2026-01-31T12:30:15.250Z', '2026-01-31T12:30:15.250Z'],
    ['2026-01-31T23:30:00-02:00', '2026-02-01T01:30:00.000Z'],
  ])('%s is taken', (text, instant) => {
    expect(parseDate('--since', text)).toBe(instant);
  });

  it.each([
    '5',
    'soon',
    '',
    '2026',
    '2026-1-5',
    '2026-02-31',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-02-31T10:00:00Z',
    '2026-01-31T25:00:00Z',
    '2026-01-31T12:00:00',
    ' 2026-01-31',
    '01/31/2026',
  ])('%j is refused', (text) => {
    expect(() => parseDate('--since', text)).toThrow(TypeError);
    expect(() => parseDate('--since', text)).toThrow('--since takes a day');
  });

  it('ends a period with the last instant of its last day', () => {
    expect(parseEndDate('--until', '2026-03-31')).toBe('2026-03-31T23:59:59.999Z');
    expect(parseEndDate('--until', '2026-03-31T08:00:00+02:00')).toBe('2026-03-31T06:00:00.000Z');
  });
});
