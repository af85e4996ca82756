import { expect, test } from 'vitest';
import { createLimiter } from '../../../shared/cubicasa/limiter.ts';
import { rejection } from './fake-api.ts';

const PATIENCE_MS = 60_000;

function createClock() {
  const waits: number[] = [];
  let now = 0;
  const sleep = async (ms: number) => {
    waits.push(ms);
  };
  return {
    waits,
    sleep,
    now: () => now,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

test('as many calls run at once as there are places, in the order they came', async () => {
  const limiter = createLimiter({ concurrency: 2, requestsPerSecond: Number.POSITIVE_INFINITY, ...createClock() });
  const started: number[] = [];
  const run = async (name: number) => {
    const free = await limiter(PATIENCE_MS);
    started.push(name);
    return free;
  };
  const [first, , third] = [run(1), run(2), run(3), run(4)];
  (await first)();
  await third;
  expect(started).toEqual([1, 2, 3]);
});

test('a place that is given back twice counts once', async () => {
  const limiter = createLimiter({ concurrency: 1, requestsPerSecond: Number.POSITIVE_INFINITY, ...createClock() });
  const free = await limiter(PATIENCE_MS);
  free();
  free();
  await limiter(PATIENCE_MS);
  const waiting = limiter(PATIENCE_MS, AbortSignal.timeout(1));
  expect(await rejection(waiting)).toMatchObject({ name: 'TimeoutError' });
});

test('one who gives up waiting takes no place', async () => {
  const limiter = createLimiter({ concurrency: 1, requestsPerSecond: Number.POSITIVE_INFINITY, ...createClock() });
  const controller = new AbortController();
  const free = await limiter(PATIENCE_MS);
  const second = limiter(PATIENCE_MS, controller.signal);
  const third = limiter(PATIENCE_MS);
  controller.abort(new Error('enough'));
  expect(await rejection(second)).toMatchObject({ message: 'enough' });
  free();
  expect(await third).toBeTypeOf('function');
});

test('beyond a second’s worth of tokens each call waits for its own', async () => {
  const clock = createClock();
  const limiter = createLimiter({ concurrency: 10, requestsPerSecond: 2, ...clock });
  for (let call = 0; call < 4; call += 1) (await limiter(PATIENCE_MS))();
  expect(clock.waits).toEqual([500, 1000]);
  clock.pass(10_000);
  for (let call = 0; call < 3; call += 1) (await limiter(PATIENCE_MS))();
  expect(clock.waits).toEqual([500, 1000, 500]);
});

test('a wait for a token that is given up gives the place back', async () => {
  const clock = createClock();
  const sleep = () => Promise.reject(new Error('enough'));
  const limiter = createLimiter({ concurrency: 1, requestsPerSecond: 1, ...clock, sleep });
  (await limiter(PATIENCE_MS))();
  await rejection(limiter(PATIENCE_MS));
  clock.pass(5000);
  expect(await limiter(PATIENCE_MS)).toBeTypeOf('function');
});

test('one whose patience ends has sent nothing and takes no place', async () => {
  const limiter = createLimiter({ concurrency: 1, requestsPerSecond: Number.POSITIVE_INFINITY, ...createClock() });
  const free = await limiter(PATIENCE_MS);
  expect(await rejection(limiter(5))).toMatchObject({ failure: 'timeout', sent: false });
  free();
  expect(await limiter(PATIENCE_MS)).toBeTypeOf('function');
});

test('a token that would come too late is not waited for', async () => {
  const clock = createClock();
  const limiter = createLimiter({ concurrency: 2, requestsPerSecond: 1, ...clock });
  (await limiter(PATIENCE_MS))();
  expect(await rejection(limiter(500))).toMatchObject({ failure: 'timeout', sent: false });
  expect(clock.waits).toEqual([]);
});

test('those who waited for a token in vain leave no debt', async () => {
  const clock = createClock();
  const limiter = createLimiter({ concurrency: 100, requestsPerSecond: 2, ...clock });
  for (let call = 0; call < 2; call++) (await limiter(PATIENCE_MS))();
  for (let call = 0; call < 40; call++) await rejection(limiter(5));
  (await limiter(PATIENCE_MS))();
  expect(clock.waits).toEqual([500]);
});
