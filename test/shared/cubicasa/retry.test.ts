import { describe, expect, test } from 'vitest';
import { parseRetryAfter } from '../../../shared/cubicasa/retry-after.ts';
import { type Failure, isAmbiguous, retryDelayMs, shouldRetry } from '../../../shared/cubicasa/retry-policy.ts';

const answer = (status: number): Failure => ({ kind: 'answer', status });
const lost = (failure: 'connect' | 'reset' | 'timeout' | 'aborted', sent: boolean): Failure => ({
  kind: 'no-answer',
  failure,
  sent,
});

describe('a read is repeated', () => {
  test.each([408, 429, 500, 502, 503, 504])('after %i', (status) => {
    expect(shouldRetry('GET', answer(status), 1)).toBe(true);
  });
  test.each([400, 401, 403, 404, 409, 501])('but not after %i', (status) => {
    expect(shouldRetry('GET', answer(status), 1)).toBe(false);
  });
  test('after a lost connection, at once the first time', () => {
    expect(shouldRetry('GET', lost('reset', true), 1)).toBe(true);
    expect(retryDelayMs(lost('reset', true), 1, () => 1)).toBe(0);
  });
  test('but never when the caller gave up', () => {
    expect(shouldRetry('GET', lost('aborted', true), 1)).toBe(false);
  });
  test('and not for ever', () => {
    expect(shouldRetry('GET', answer(503), 4)).toBe(false);
  });
});

describe('[P9] a write', () => {
  test.each(['POST', 'PATCH', 'DELETE'] as const)('%s is repeated only when nothing of it was sent', (method) => {
    expect(shouldRetry(method, lost('connect', false), 1)).toBe(true);
    expect(shouldRetry(method, lost('reset', true), 1)).toBe(false);
    expect(shouldRetry(method, lost('timeout', true), 1)).toBe(false);
    for (const status of [408, 429, 500, 502, 503, 504]) expect(shouldRetry(method, answer(status), 1)).toBe(false);
  });
  test.each<[Failure, boolean]>([
    [answer(408), true],
    [answer(500), true],
    [answer(503), true],
    [lost('timeout', true), true],
    [lost('aborted', true), true],
    [answer(400), false],
    [answer(429), false],
    [lost('connect', false), false],
  ])('that failed with %j has an unknown outcome: %s', (failure, ambiguous) => {
    expect(isAmbiguous('POST', failure)).toBe(ambiguous);
  });
});

test('the wait doubles under full jitter and follows Retry-After where there is one', () => {
  expect([1, 2, 3].map((attempt) => retryDelayMs(answer(503), attempt, () => 1))).toEqual([500, 1000, 2000]);
  expect(retryDelayMs(answer(503), 20, () => 1)).toBe(8000);
  expect(retryDelayMs(answer(503), 3, () => 0)).toBe(0);
  expect(retryDelayMs(answer(429), 1, () => 1, 3000)).toBe(3000);
});

const NOW = Date.parse('2026-03-01T12:00:00Z');

test.each([
  ['120', 120_000],
  ['0', 0],
  [' 2 ', 2000],
  ['1.5', 1500],
  ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
  ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
  ['999999999', 86_400_000],
  ['soon', undefined],
  ['-5', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After %j means %s ms', (value, ms) => {
  expect(parseRetryAfter(value, NOW)).toBe(ms);
});
