import { expect, test } from 'vitest';
import { nextAttempt, THREE_DAYS } from '../../../shared/delivery/next-attempt.ts';

const START = Date.parse('2026-01-01T00:00:00.000Z');
const HOUR_MS = 3_600_000;
const FAILED = { kind: 'failed', reason: 'status-503' } as const;

function after(attempts: number, elapsedMs = 0, retryAfterMs?: number, random = 0) {
  const current = { deliveryId: 'dl_1', firstTriedAt: new Date(START).toISOString(), attempts };
  return nextAttempt(current, { ...FAILED, retryAfterMs }, START + elapsedMs, () => random, THREE_DAYS);
}

test.each([
  [1, 5],
  [2, 15],
  [3, 60],
  [6, 1_800],
  [9, 10_800],
  [30, 10_800],
])('after attempt %i it waits %i seconds', (attempts, seconds) => {
  expect(after(attempts)).toEqual({ do: 'wait', seconds, reason: 'status-503' });
});

test('jitter adds up to a fifth', () => {
  expect(after(6, 0, undefined, 0.999)).toMatchObject({ seconds: 2_160 });
});

test('what the consumer asks for is the least', () => {
  expect(after(1, 0, 90_000)).toMatchObject({ seconds: 90 });
  expect(after(6, 0, 90_000)).toMatchObject({ seconds: 1_800 });
});

test('no wait is longer than SQS can hide a message', () => {
  expect(after(1, 0, 24 * HOUR_MS)).toMatchObject({ do: 'wait', seconds: 11 * 3_600 });
});

test('the last wait ends with the budget', () => {
  expect(after(30, 72 * HOUR_MS - 60_000)).toMatchObject({ do: 'wait', seconds: 60 });
});

test('gives up once the budget is spent, by time or by number', () => {
  expect(after(12, 72 * HOUR_MS)).toEqual({ do: 'give-up', reason: 'status-503' });
  expect(after(THREE_DAYS.maxAttempts, HOUR_MS)).toEqual({ do: 'give-up', reason: 'status-503' });
});

test('three days of failures are about thirty attempts, never in a hot loop', () => {
  let elapsedMs = 0;
  let attempts = 1;
  for (;;) {
    const next = after(attempts, elapsedMs);
    if (next.do === 'give-up') break;
    expect(next.seconds).toBeGreaterThanOrEqual(5);
    elapsedMs += next.seconds * 1_000;
    attempts += 1;
  }
  expect(elapsedMs).toBe(72 * HOUR_MS);
  expect(attempts).toBeGreaterThan(25);
  expect(attempts).toBeLessThan(40);
});
