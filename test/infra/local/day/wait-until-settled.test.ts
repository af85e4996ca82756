import { expect, it } from 'vitest';
import { waitUntilSettled } from '../../../../infra/local/day/wait-until-settled.ts';

const quiet = { running: () => 0, broken: () => undefined, stallMs: 150 };

it('waits until queues are empty, dead-letter queues left out', async () => {
  let left = 3;
  const readDepths = async () => ({ 'order-changes.fifo': Math.max(0, left--), 'order-changes-dlq.fifo': 9 });
  await waitUntilSettled({ ...quiet, readDepths });
  expect(left).toBeLessThan(0);
});

it('waits for functions that run', async () => {
  let runs = 5;
  await waitUntilSettled({ ...quiet, readDepths: async () => ({}), running: () => Math.max(0, runs--) });
  expect(runs).toBeLessThan(0);
});

it('names the queue that nobody empties', async () => {
  const readDepths = async () => ({ 'account-jobs': 2 });
  await expect(waitUntilSettled({ ...quiet, readDepths })).rejects.toThrow('account-jobs (2)');
});

it('stops at once where something broke already', async () => {
  const stack = { ...quiet, readDepths: async () => ({ a: 1 }), broken: () => 'role X lacks s3:PutObject' };
  await expect(waitUntilSettled(stack)).rejects.toThrow('role X lacks s3:PutObject');
});
