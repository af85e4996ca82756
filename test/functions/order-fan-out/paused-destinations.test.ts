import { describe, expect, it } from 'vitest';
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
