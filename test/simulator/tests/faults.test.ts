import { expect, test } from 'vitest';
import { createFaultBox, type Fault } from '../company/faults.ts';
import { parseFault } from '../company/parse-fault.ts';
import { createRandom } from '../company/random.ts';
import { createDriver, DRAFT } from './driver.ts';

/** The answer to a creating call under one fault, and whether something was made. */
function create(fault: Fault) {
  const { company, call } = createDriver();
  company.faults.add(fault);
  const reply = call('POST /orders/draft', DRAFT);
  return { reply, made: company.orders.size === 1 };
}

test.each<[Fault, object, boolean]>([
  [{ kind: 'latency', delayMs: 700 }, { status: 200, delayMs: 700 }, true],
  [{ kind: 'throttle' }, { status: 429, headers: { 'retry-after': '1' } }, false],
  [{ kind: 'throttle', retryAfterSeconds: 7 }, { headers: { 'retry-after': '7' } }, false],
  [
    { kind: 'throttle', retryAfter: 'date', retryAfterSeconds: 60 },
    { headers: { 'retry-after': 'Mon, 05 Jan 2026 09:01:00 GMT' } },
    false,
  ],
  [{ kind: 'throttle', retryAfter: 'none' }, { headers: { 'content-type': 'application/json' } }, false],
  [{ kind: 'server-error', status: 502 }, { status: 502 }, false],
  [{ kind: 'server-error', applied: true }, { status: 503 }, true],
  [{ kind: 'refuse-key' }, { status: 401 }, false],
  [{ kind: 'hang' }, { connection: 'hung' }, false],
  [{ kind: 'reset-before' }, { connection: 'reset' }, false],
  [{ kind: 'reset-after' }, { connection: 'reset' }, true],
  [{ kind: 'html' }, { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } }, true],
  [{ kind: 'empty' }, { status: 200, body: '' }, true],
  [{ kind: 'cut-off' }, { connection: 'cut-off', status: 200 }, true],
])('%j', (fault, expected, made) => {
  const outcome = create(fault);
  expect(outcome.reply).toMatchObject(expected);
  expect(outcome.made).toBe(made);
});

test('429 without Retry-After has none', () => {
  expect(create({ kind: 'throttle', retryAfter: 'none' }).reply.headers).not.toHaveProperty('retry-after');
});

test('a truncated body is no JSON', () => {
  const { reply } = create({ kind: 'truncated' });
  expect(() => JSON.parse(String(reply.body))).toThrow(SyntaxError);
});

test('a lying limit', () => {
  const { company, read } = createDriver();
  company.faults.add({ kind: 'zero-limit' });
  expect(read('GET /users?limit=5').pagination).toMatchObject({ limit: 0 });
});

test('a fault with a count strikes so often, at the operation it names', () => {
  const { company, call } = createDriver();
  company.faults.add({ kind: 'server-error', status: 500, operation: 'listUsers', count: 2 });
  const statuses = ['GET /orders', 'GET /users', 'GET /users', 'GET /users'].map((line) => call(line).status);
  expect(statuses).toEqual([200, 500, 500, 200]);
  expect(company.faults.struck.get('server-error')).toBe(2);
  expect(company.faults.list()).toEqual([]);
});

test('a burst counts as one strike', () => {
  const box = createFaultBox(createRandom(1, 'test'));
  box.add({ kind: 'server-error', count: 1, burst: 3 });
  const struck = Array.from({ length: 5 }, () => box.strike(['server-error'], {}).length);
  expect(struck).toEqual([1, 1, 1, 0, 0]);
});

test('chance depends on the seed alone', () => {
  const strikes = (seed: number): number[] => {
    const box = createFaultBox(createRandom(seed, 'test'));
    box.add({ kind: 'hang', probability: 0.3 });
    return Array.from({ length: 200 }, () => box.strike(['hang'], {}).length);
  };
  expect(strikes(5)).toEqual(strikes(5));
  expect(strikes(5)).not.toEqual(strikes(6));
  const share = strikes(5).filter((hit) => hit === 1).length / 200;
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThan(0.4);
});

test.each([
  null,
  {},
  { kind: 'flood' },
  { kind: 'hang', count: 'two' },
  { kind: 'hang', unknown: 1 },
  { kind: 'throttle', retryAfter: 'never' },
])('the fault %j is refused', (value) => {
  expect(() => parseFault(value)).toThrow(/./);
});
