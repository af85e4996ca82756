import { expect, it } from 'vitest';
import { recordFailure, recordSuccess } from '../../../shared/accounts/api-failure.ts';
import { type ParkReason, parseBreaker } from '../../../shared/accounts/breaker.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import { createMemoryTable } from '../../support/memory-table.ts';

/** Which of these failures, one after another, turn the account into a parked one. */
async function turns(...reasons: readonly ParkReason[]): Promise<readonly boolean[]> {
  const table = createMemoryTable();
  const turned: boolean[] = [];
  for (const reason of reasons) {
    const alarms = turned.length;
    await recordFailure(table, 'default', { reason, now: 0 }, () => void turned.push(true));
    if (turned.length === alarms) turned.push(false);
  }
  return turned;
}

it('[P6] tells of a parked account once, however many messages wait for it', async () => {
  expect(await turns('refused', 'refused', 'refused')).toEqual([true, false, false]);
});

it('tells of it once where several workers fail at the same time', async () => {
  const table = createMemoryTable();
  const alarms: ParkReason[] = [];
  const fail = () =>
    recordFailure(table, 'default', { reason: 'refused', now: 0 }, (_code, { reason: parkedFor }) =>
      alarms.push(parkedFor),
    );
  await Promise.all([fail(), fail(), fail(), fail()]);
  expect(alarms).toEqual(['refused']);
});

it('[P6] tells of it a minute later where whoever parked the account ended before it could', async () => {
  const table = createMemoryTable();
  const ends = () => {
    throw new Error('the process ends');
  };
  await expect(recordFailure(table, 'default', { reason: 'refused', now: 0 }, ends)).rejects.toThrow();
  const alarms: number[] = [];
  for (const now of [1_000, 60_000, 120_000, 180_000])
    await recordFailure(table, 'default', { reason: 'refused', now }, () => alarms.push(now));
  expect(alarms).toEqual([60_000]);
});

it('tells of another cause that waiting will not mend, though the account is parked already', async () => {
  const away: ParkReason[] = ['unavailable', 'unavailable', 'unavailable', 'unavailable', 'unavailable'];
  expect(await turns(...away, 'other-company', 'other-company')).toEqual([
    ...[false, false, false, false, true],
    true,
    false,
  ]);
  expect(await turns('refused', 'throttled', 'unavailable', 'refused')).toEqual([true, false, false, false]);
});

it('tells of it again once it had worked in between', async () => {
  const table = createMemoryTable();
  const alarms: ParkReason[] = [];
  const fail = () =>
    recordFailure(table, 'default', { reason: 'refused', now: 0 }, (_code, { reason: parkedFor }) =>
      alarms.push(parkedFor),
    );
  await fail();
  await recordSuccess(table, 'default');
  await fail();
  expect(alarms).toEqual(['refused', 'refused']);
});

it('leaves an account that an operator paused paused, whatever a call under way comes to', async () => {
  const table = createMemoryTable();
  await recordFailure(table, 'default', { reason: 'paused', now: 0 }, () => {});
  expect(await recordSuccess(table, 'default')).toEqual({ resumed: false });
  await recordFailure(table, 'default', { reason: 'refused', now: 0 }, () => {});
  expect(parseBreaker(await table.get(keys.breaker('default'))).parked?.reason).toBe('paused');
});
