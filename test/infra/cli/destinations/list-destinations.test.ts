import { describe, expect, it } from 'vitest';
import type { DeployedDestination } from '../../../../infra/cli/deployment/deployment.ts';
import { listDestinations } from '../../../../infra/cli/destinations/list-destinations.ts';
import { pauseDestination } from '../../../../infra/cli/destinations/pause-resume.ts';
import type { QueueReader } from '../../../../infra/cli/dlq/queue-reader.ts';
import { keys } from '../../../../shared/ledger/keys.ts';
import { createFanOutRig } from '../../../support/fan-out-rig.ts';
import { buildOrder } from '../../../support/order-builder.ts';

const refuse = () => Promise.reject(new Error('a list takes nothing'));

/** A reader of queues that hold so many messages. */
function readerOf(waiting: Readonly<Record<string, number>>) {
  return (name: string): QueueReader => ({
    receive: refuse,
    release: refuse,
    remove: refuse,
    count: async () => ({ waiting: waiting[name] ?? 0, inFlight: 0 }),
  });
}

async function pausedRig() {
  const rig = createFanOutRig();
  await rig.table.put({ ...keys.accountEntry('default'), data: { v: 1 } }, 'any');
  await pauseDestination({ table: rig.table, now: () => rig.now }, 'crm');
  rig.orders.set('order-1', buildOrder());
  await rig.ready();
  return rig;
}

const CRM: DeployedDestination = { name: 'crm', kind: 'http' };

describe('destinations list', () => {
  it('shows what is left of one that drains, its noted deliveries too', async () => {
    const { table } = await pausedRig();
    const reader = readerOf({ 'destination-crm.fifo': 3, 'destination-crm-dlq.fifo': 2 });
    const outputs = { destinations: [{ ...CRM, draining: true }] };
    expect(await listDestinations({ table, reader, deployment: { outputs } })).toMatchObject([
      { name: 'crm', state: 'draining', reason: 'operator', waiting: 3, inFlight: 0, deadLetters: 2, noted: 1 },
    ]);
  });

  it('[P1] keeps showing a removed one for as long as deliveries are noted for it', async () => {
    const { table } = await pausedRig();
    const list = (destinations: readonly DeployedDestination[]) =>
      listDestinations({ table, reader: readerOf({}), deployment: { outputs: { destinations } } });
    const site: DeployedDestination = { name: 'site', kind: 'queue' };
    expect((await list([site])).map(({ name, state, noted }) => [name, state, noted])).toEqual([
      ['site', 'active', 0],
      ['crm', 'removed', 1],
    ]);
    for (const { pk, sk } of (await table.list(keys.paused('default', 'crm'))).items)
      await table.remove({ pk, sk }, 'any');
    expect(await list([site])).toHaveLength(1);
  });
});
