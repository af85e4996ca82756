import { describe, expect, it } from 'vitest';
import { parseCount } from '../../../infra/cli/parse-count.ts';

describe('a count on the command line', () => {
  it.each([
    ['1', 1],
    ['1000', 1_000],
  ])('%s is taken', (text, count) => {
    expect(parseCount('--limit', text)).toBe(count);
  });

  it.each(['0', '-1', 'abc', '', ' ', '1.5', '1e3', '0x10', '99999999999999999999'])('%j is refused', (text) => {
    expect(() => parseCount('--limit', text)).toThrow(new TypeError('--limit must be a whole number above 0'));
  });
});
