import { describe, expect, it } from 'vitest';
import type { FanOutDeps } from '../../../functions/order-fan-out/fan-out-deps.ts';
import { fanOutOrder } from '../../../functions/order-fan-out/fan-out-order.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { createFanOutRig } from '../../support/fan-out-rig.ts';
import { buildOrder } from '../../support/order-builder.ts';

class Crash extends Error {}

/** Lets `calls` effects through and then fails every further one, before or after it took effect. */
function crashAfter(deps: FanOutDeps, calls: number, when: 'before' | 'after'): FanOutDeps {
  let left = calls;
  const wrap =
    <A extends unknown[], R>(effect: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      left -= 1;
      if (left < 0 && (when === 'before' || left < -1)) throw new Crash();
      const result = await effect(...args);
      if (left < 0) throw new Crash();
      return result;
    };
  const table: Table = { ...deps.table, put: wrap(deps.table.put), remove: wrap(deps.table.remove) };
  const revisions = { ...deps.revisions, putOnce: wrap(deps.revisions.putOnce) };
  return { ...deps, table, revisions, sendEvent: wrap(deps.sendEvent) };
}

describe('[P4] claim, send, settle', () => {
  for (const when of ['before', 'after'] as const) {
    for (let effects = 0; effects < 12; effects++) {
      it(`delivers once under one id after a crash ${when} effect ${effects + 1}`, async () => {
        const rig = createFanOutRig(['crm', 'site']);
        rig.orders.set('order-1', buildOrder());
        const change = rig.change({ hint: { status: 'Ready', previousStatus: null, productType: null } });
        const folded = { account: 'default', orderId: 'order-1', groupId: 'g', messageIds: ['m'], changes: [change] };
        await fanOutOrder(folded, crashAfter(rig.deps, effects, when)).catch(() => {});
        rig.advance(1);
        await fanOutOrder(folded, rig.deps);
        rig.advance(1);
        await rig.look({ cause: 'agenda' });
        for (const destination of ['crm', 'site']) {
          expect(new Set(rig.events(destination).map(({ id }) => id)).size).toBe(1);
        }
        expect(await rig.record()).toMatchObject({ pending: null, unsent: [], sequence: '0001-00000001' });
      });
    }
  }

  it('sends once when two workers meet', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    await Promise.all([rig.ready(), rig.ready()]);
    expect(new Set(rig.events().map(({ id }) => id)).size).toBe(1);
    expect(await rig.record()).toMatchObject({ sequence: '0001-00000001', pending: null });
  });

  it('[P6] keeps what one destination would not take, in order, while the other gets everything', async () => {
    const rig = createFanOutRig(['crm', 'site']);
    rig.unreachable.add('site');
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    rig.orders.set('order-1', buildOrder({ address: { city: 'Shelbyville' } }));
    await rig.ready();
    expect(rig.events('crm')).toHaveLength(2);
    expect(rig.events('site')).toHaveLength(0);
    rig.unreachable.clear();
    rig.advance(2);
    await rig.look({ cause: 'agenda' });
    expect(rig.events('site').map(({ data }) => data.revision.sequence)).toEqual(['0001-00000001', '0001-00000002']);
    expect((await rig.agenda()).some(({ reason }) => reason === 'send')).toBe(false);
  });
});
