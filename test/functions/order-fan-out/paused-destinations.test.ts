import { describe, expect, it } from 'vitest';
import { pauseDestination, resumeDestination } from '../../../infra/cli/destinations/pause-resume.ts';
import { isPaused } from '../../../shared/delivery/destination-state.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import { createFanOutRig } from '../../support/fan-out-rig.ts';
import { buildOrder } from '../../support/order-builder.ts';

type Rig = ReturnType<typeof createFanOutRig>;

const set = (rig: Rig, state: 'active' | 'paused') =>
  rig.table.put({ ...keys.destination('crm'), data: { v: 1, state } }, 'any');

describe('[P4] a paused destination', () => {
  it('has its deliveries noted instead of sent', async () => {
    const rig = createFanOutRig();
    await set(rig, 'paused');
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    expect(rig.sent).toEqual([]);
    expect((await rig.table.list(keys.paused('default', 'crm'))).items).toHaveLength(1);
  });

  it('loses nothing when it was resumed during a look that still took it for paused', async () => {
    const rig = createFanOutRig();
    await set(rig, 'paused');
    rig.orders.set('order-1', buildOrder());
    rig.beforeRead = () => void set(rig, 'active');
    await rig.ready();
    expect(rig.kinds()).toEqual(['first-delivery']);
    expect((await rig.table.list(keys.paused('default', 'crm'))).items).toEqual([]);
  });
});

it('[P4] what is noted while a resume sends goes before what is made once the pause is over', async () => {
  const rig = createFanOutRig();
  const out: string[] = [];
  const now = () => rig.now;
  await pauseDestination({ table: rig.table, now }, 'crm');
  rig.orders.set('order-2', buildOrder({ id: 'order-2' }));
  await rig.look({ orderId: 'order-2' });
  rig.orders.set('order-1', buildOrder());
  const isPausedNow = async () => isPaused(await rig.table.get(keys.destination('crm')));
  await resumeDestination(
    {
      table: rig.table,
      revisions: rig.revisions,
      now,
      listAccounts: async () => {
        if (await isPausedNow()) return ['default'];
        rig.orders.set('order-1', buildOrder({ address: { city: 'Shelbyville' } }));
        await rig.look();
        out.push(...rig.events().map(({ subject, data }) => `${subject} ${data.revision.sequence}`));
        return ['default'];
      },
      // Its place among the notes was read already.
      send: async ({ subject, sequence }) => {
        out.push(`${subject} ${sequence}`);
        if (subject === 'order-2') await rig.look();
      },
    },
    'crm',
    'queue',
  );
  expect(out).toEqual(['order-2 0001-00000001', 'order-1 0001-00000001', 'order-1 0001-00000002']);
});
