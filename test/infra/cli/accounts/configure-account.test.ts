import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configureAccount, type SettingsChange } from '../../../../infra/cli/accounts/configure-account.ts';
import { readSettingsChange } from '../../../../infra/cli/accounts/configure-options.ts';
import { loadAccountSettings } from '../../../../shared/accounts/account-settings.ts';
import { recordFailure, recordSuccess } from '../../../../shared/accounts/api-failure.ts';
import { keys } from '../../../../shared/ledger/keys.ts';
import { DEFAULT_CLEANUP_POLICY } from '../../../../shared/users/cleanup-policy.ts';
import { createFanOutRig } from '../../../support/fan-out-rig.ts';
import { createMemoryTable } from '../../../support/memory-table.ts';
import { buildOrder, START } from '../../../support/order-builder.ts';

async function createDesk(table = createMemoryTable()) {
  await table.put({ ...keys.accountEntry('default'), data: { v: 1 } }, 'absent');
  const deps = { table, cleanup: DEFAULT_CLEANUP_POLICY, now: () => START };
  const change = (parts: Partial<SettingsChange>) =>
    configureAccount(deps, { account: 'default', set: {}, unset: [], ...parts });
  return { table, change };
}

describe('accounts configure', () => {
  it('shows how an account stands, and writes nothing', async () => {
    const { table, change } = await createDesk();
    const before = JSON.stringify(table.items());
    expect(await change({})).toMatchObject({ settings: { labels: [] }, cleanup: { mode: 'report' }, paused: false });
    expect(JSON.stringify(table.items())).toBe(before);
  });

  it('sets some, keeps the others, and puts some back to the defaults', async () => {
    const { table, change } = await createDesk();
    await change({ set: { labels: ['north'], sweepCallsPerHour: 60 } });
    await change({ set: { rosterKey: 'north.csv' }, unset: ['sweepCallsPerHour'] });
    expect(await loadAccountSettings(table, 'default')).toEqual({ v: 1, labels: ['north'], rosterKey: 'north.csv' });
    expect((await change({ unset: ['labels'] })).settings).toEqual({ v: 1, labels: [], rosterKey: 'north.csv' });
  });

  it('lays its cleanup policy over the configured one, and refuses one that is wrong, field by field', async () => {
    const { table, change } = await createDesk();
    expect((await change({ set: { cleanup: { graceDays: 30 } } })).cleanup).toMatchObject({ graceDays: 30 });
    const wrong = change({ set: { cleanup: { mode: 'enforce', graceDays: 0 } } });
    await expect(wrong).rejects.toThrow(/cleanup\.graceDays/);
    expect((await loadAccountSettings(table, 'default')).cleanup).toEqual({ graceDays: 30 });
  });

  it('refuses an account that is not there', async () => {
    const { change } = await createDesk();
    await expect(change({ account: 'south' })).rejects.toThrow('there is no account south: the accounts are default');
  });

  it('[P6] pauses all work until it is resumed, whatever else fails or works meanwhile', async () => {
    const rig = createFanOutRig();
    const { table, change } = await createDesk(rig.table);
    rig.orders.set('order-1', buildOrder());
    expect(await change({ paused: true })).toMatchObject({ paused: true });
    await rig.look();
    await recordSuccess(table, 'default');
    await recordFailure(table, 'default', { reason: 'refused', now: START }, () => expect.unreachable('no alarm'));
    expect([rig.reads, rig.sent]).toEqual([0, []]);
    expect(await rig.agenda()).toMatchObject([{ reason: 'parked' }]);
    expect(await change({ paused: false })).toMatchObject({ paused: false });
    await rig.look({ cause: 'agenda' });
    expect(rig.kinds()).toEqual(['first-delivery']);
  });

  it('ends no other parking', async () => {
    const { table, change } = await createDesk();
    await recordFailure(table, 'default', { reason: 'refused', now: START }, () => {});
    await change({ paused: false });
    expect((await table.get(keys.breaker('default')))?.data).toMatchObject({ parked: { reason: 'refused' } });
  });
});

describe('options of accounts configure', () => {
  it('are read into one change', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'relay-')), 'cleanup.json');
    await writeFile(file, '{"graceDays": 7}');
    const options = {
      labels: ' north, south,north,',
      sweepCalls: '60',
      cleanup: file,
      unset: ['roster-key'],
      pause: true,
    } as const;
    expect(await readSettingsChange('default', options)).toEqual({
      account: 'default',
      set: { labels: ['north', 'south'], sweepCallsPerHour: 60, cleanup: { graceDays: 7 } },
      unset: ['rosterKey'],
      paused: true,
    });
    expect(await readSettingsChange('default', { labels: '' })).toMatchObject({ set: { labels: [] } });
  });

  it.each([
    [{ sweepCalls: 'many' }, '--sweep-calls must be'],
    [{ cleanup: '/no/such/file.json' }, '--cleanup /no/such/file.json: ENOENT'],
  ])('are refused by name: %j', async (options, message) => {
    await expect(readSettingsChange('default', options)).rejects.toThrow(message);
  });
});
