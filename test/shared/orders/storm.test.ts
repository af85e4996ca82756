import { describe, expect, it } from 'vitest';
import { isStorm, NO_COUNTS, tooManyRemovals } from '../../../shared/orders/storm.ts';

describe('equal changes', () => {
  it.each([
    [50, 2, false],
    [50, 3, true],
    [100, 5, false],
    [100, 6, true],
    [49, 49, false],
  ])('of %i reads, %i of them, are a storm: %s', (reads, changed, expected) => {
    expect(isStorm({ ...NO_COUNTS, reads, changes: { same: changed } }, 'same')).toBe(expected);
  });

  it('are no storm for the number of other changes', () => {
    expect(isStorm({ ...NO_COUNTS, reads: 50, changes: { same: 1, other: 40 } }, 'same')).toBe(false);
  });
});

describe('removals in an hour', () => {
  it.each([
    [1, 10, false],
    [2, 10, true],
    [3, 300, false],
    [4, 300, true],
    [5, 10_000, false],
    [6, 10_000, true],
    [5, undefined, false],
    [6, undefined, true],
  ])('that are %i, of %s orders, are too many: %s', (removals, orders, expected) => {
    expect(tooManyRemovals({ ...NO_COUNTS, removals }, orders)).toBe(expected);
  });
});
