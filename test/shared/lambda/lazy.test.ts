import { expect, test } from 'vitest';
import { cached } from '../../../shared/lambda/cached.ts';
import { lazy } from '../../../shared/lambda/lazy.ts';

test('loads on the first call only', async () => {
  let loads = 0;
  const load = lazy(() => {
    loads += 1;
    return loads;
  });
  expect(loads).toBe(0);
  expect(await Promise.all([load(), load()])).toEqual([1, 1]);
});

test('a load that failed is tried again', async () => {
  let loads = 0;
  const load = lazy(() => {
    loads += 1;
    if (loads === 1) throw new Error('away');
    return loads;
  });
  await expect(load()).rejects.toThrow('away');
  expect(await load()).toBe(2);
});

test('a cached value is loaded again once it is old, and a failure is not kept', async () => {
  let now = 0;
  let loads = 0;
  const load = cached(
    async () => {
      loads += 1;
      if (loads === 2) throw new Error('away');
      return loads;
    },
    100,
    () => now,
  );
  expect([await load(), await load()]).toEqual([1, 1]);
  now = 100;
  await expect(load()).rejects.toThrow('away');
  expect(await load()).toBe(3);
});
