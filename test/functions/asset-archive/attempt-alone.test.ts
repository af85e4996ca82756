import { expect, test } from 'vitest';
import { attemptAlone } from '../../../functions/asset-archive/attempt-alone.ts';
import { createProgressStore, recordDelivered } from '../../../shared/delivery/delivery-progress.ts';
import { aDeliveryMessage, aRevision } from '../../support/delivery-builders.ts';
import { createMemoryTable } from '../../support/memory-table.ts';

function createBench() {
  const table = createMemoryTable();
  const progress = createProgressStore(table, 'archive');
  const world = { now: 0 };
  const alone = (holder: string, attempt: () => Promise<void>, number = 1) =>
    attemptAlone(
      aDeliveryMessage(aRevision(number)),
      { table, progress, destination: 'archive', holder, forMs: 900_000, now: () => world.now },
      async () => {
        await attempt();
        return { kind: 'delivered' };
      },
    );
  return { table, progress, world, alone };
}

const nothing = async () => {};

test('a second worker on the same order waits while the first is at work, and goes on after it', async () => {
  const { alone } = createBench();
  const seen: unknown[] = [];
  await alone('first', async () => void seen.push(await alone('second', nothing)));
  expect(seen).toEqual([{ kind: 'postponed', reason: 'busy', waitMs: 60_000 }]);
  expect(await alone('second', nothing)).toEqual({ kind: 'delivered' });
});

test('a worker that died holds nobody up beyond the end of its function', async () => {
  const { alone, world } = createBench();
  void alone('dead', () => new Promise(() => {}));
  world.now = 899_999;
  expect(await alone('next', nothing)).toMatchObject({ reason: 'busy' });
  world.now = 900_001;
  expect(await alone('next', nothing)).toEqual({ kind: 'delivered' });
});

test('a worker that was slow to begin puts nothing over what a later revision brought meanwhile', async () => {
  const { alone, progress } = createBench();
  const later = aDeliveryMessage(aRevision(2));
  await progress.update(later, await progress.load(later), (known) => recordDelivered(known, later));
  const touched: string[] = [];
  expect(await alone('slow', async () => void touched.push('file'))).toMatchObject({ reason: 'superseded' });
  expect(touched).toEqual([]);
});

test('an attempt that throws leaves the order to the next', async () => {
  const { alone } = createBench();
  await expect(alone('first', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await alone('second', nothing)).toEqual({ kind: 'delivered' });
});
