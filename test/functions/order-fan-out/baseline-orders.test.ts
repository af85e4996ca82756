import { describe, expect, it } from 'vitest';
import { type Order, RefusedError, UpstreamError } from '../../../shared/cubicasa/index.ts';
import { indexes, keys } from '../../../shared/ledger/keys.ts';
import { listHashes } from '../../../shared/orders/order-content.ts';
import { newOrderRecord, saveOrder } from '../../../shared/orders/order-record.ts';
import { loadActivity } from '../../../shared/users/load-activity.ts';
import { createFanOutRig } from '../../support/fan-out-rig.ts';
import { buildOrder, floorplans } from '../../support/order-builder.ts';
import { createSweepRig } from '../../support/sweep-rig.ts';

/** A rig whose ledger holds `order-1` as the baseline lists it. */
async function createBaselineRig() {
  const rig = createFanOutRig();
  const order = buildOrder();
  rig.orders.set('order-1', order);
  const listed = newOrderRecord('default', 'order-1', new Date(rig.now).toISOString());
  await saveOrder(rig.table, { ...listed, baseline: true, status: 'Ready', lists: listHashes(order) }, 'absent');
  return rig;
}

const refused = () => new RefusedError('refused', { operation: 'getOrder', status: 401 });

describe('[P1] an old order of the baseline', () => {
  it('is delivered when its webhook came while the account was parked', async () => {
    const rig = await createBaselineRig();
    rig.failure = refused();
    await rig.ready();
    rig.failure = undefined;
    rig.advance(2);
    await rig.look({ cause: 'probe' });
    expect(rig.sent).toHaveLength(1);
  });

  it('is delivered when a file changed behind its links after it became known', async () => {
    const rig = await createBaselineRig();
    rig.validators = { 'listing_floorplans/jpg_urls[0]': 'v1' };
    await rig.look({ cause: 'sweep', sweep: 'deep' });
    expect(rig.sent).toEqual([]);
    rig.advance(60);
    rig.validators = { 'listing_floorplans/jpg_urls[0]': 'v2' };
    await rig.ready();
    expect(rig.kinds()).toEqual(['quick-edit']);
  });

  it('is delivered when its webhook’s first read found nothing', async () => {
    const rig = await createBaselineRig();
    rig.orders.delete('order-1');
    await rig.ready();
    rig.orders.set('order-1', buildOrder({ assets: floorplans('v2') }));
    rig.advance(2);
    await rig.look({ cause: 'agenda' });
    expect(rig.sent).toHaveLength(1);
  });

  it('is looked at again after a read that made up for its webhook’s, since that may be from before it', async () => {
    const rig = await createBaselineRig();
    rig.failure = new UpstreamError('cut off', { operation: 'getOrder', reason: 'unavailable' });
    await rig.ready();
    rig.failure = undefined;
    rig.advance(1);
    await rig.look({ cause: 'agenda' });
    rig.orders.set('order-1', buildOrder({ assets: floorplans('v2') }));
    rig.advance(1);
    expect(await rig.agenda()).toMatchObject([{ reason: 'stale-read' }]);
    await rig.look({ cause: 'agenda' });
    expect(rig.sent).toHaveLength(2);
  });

  it('is back-filled although another look put it off again before its minute was over', async () => {
    const rig = await createBaselineRig();
    rig.failure = refused();
    await rig.look({ cause: 'sweep', backfill: true });
    await rig.look({ cause: 'sweep', sweep: 'deep' });
    const receivers = rig.deps.destinations.map((one) => ({ ...one, backfill: { since: '2020-01-01' } }));
    Object.assign(rig.deps, { destinations: receivers });
    rig.failure = undefined;
    await rig.look({ cause: 'probe' });
    expect(rig.sent).toHaveLength(1);
  });

  it.each([
    ['is delivered by the deep sweep where it is not as it was listed and lists show what reads show', true, 1],
    ['is adopted by the deep sweep where lists show less than reads', false, 0],
  ])('[P2] %s', async (_what, listsAsRead, sent) => {
    const rig = await createBaselineRig();
    const at = new Date(rig.now).toISOString();
    const data = { v: 1, generation: 1, startedAt: at, completedAt: at, orders: 1, listsAsRead };
    await rig.table.put({ ...keys.baseline('default'), data }, 'any');
    rig.orders.set('order-1', buildOrder({ info: { product: { package_type: 'plus_3d' } } }));
    await rig.look({ cause: 'sweep', sweep: 'deep' });
    await rig.look({ cause: 'sweep', sweep: 'deep' });
    expect(rig.sent).toHaveLength(sent);
  });

  it('is back-filled although the account was parked when its turn came, however long', async () => {
    const rig = await createBaselineRig();
    rig.failure = refused();
    await rig.look({ cause: 'sweep', backfill: true });
    rig.advance(2);
    await rig.look({ cause: 'probe' });
    const receivers = rig.deps.destinations.map((one) => ({ ...one, backfill: { since: '2020-01-01' } }));
    Object.assign(rig.deps, { destinations: receivers });
    rig.failure = undefined;
    rig.advance(2);
    await rig.look({ cause: 'probe' });
    expect(rig.sent).toHaveLength(1);
  });

  it('goes to nobody without `backfill` when its back-fill was put off', async () => {
    const rig = await createBaselineRig();
    rig.failure = refused();
    await rig.look({ cause: 'sweep', backfill: true });
    rig.failure = undefined;
    rig.advance(2);
    await rig.look({ cause: 'probe' });
    expect(rig.sent).toHaveLength(0);
  });

  it('is delivered when the full sweep finds it changed, and only then', async () => {
    const rig = await createBaselineRig();
    await rig.look({ cause: 'sweep', sweep: 'full', listHash: 'moved-links' });
    expect(rig.sent).toHaveLength(0);
    const changed = await createBaselineRig();
    changed.orders.set('order-1', buildOrder({ address: { city: 'Shelbyville' } }));
    await changed.look({ cause: 'sweep', sweep: 'full', listHash: 'another' });
    expect(changed.sent).toHaveLength(1);
  });

  it('is delivered by its webhook although a sweep was there first and took its new links for moving ones', async () => {
    const rig = await createBaselineRig();
    rig.orders.set('order-1', buildOrder({ assets: floorplans('v2') }));
    await rig.look({ cause: 'sweep', sweep: 'open', listHash: 'other-links' });
    expect(rig.sent).toHaveLength(0);
    await rig.ready();
    expect(rig.sent).toHaveLength(1);
    await rig.ready();
    expect(rig.sent).toHaveLength(1);
  });

  it('waits for a later read when its webhook finds it as the baseline listed it', async () => {
    const rig = await createBaselineRig();
    await rig.look({ cause: 'sweep', sweep: 'deep' });
    await rig.ready();
    expect(rig.sent).toHaveLength(0);
  });

  it('stays unsent when only the deep sweep asked, parked account or not', async () => {
    const rig = await createBaselineRig();
    rig.failure = refused();
    await rig.look({ cause: 'sweep', sweep: 'deep' });
    rig.failure = undefined;
    rig.advance(2);
    await rig.look({ cause: 'probe' });
    expect(rig.sent).toHaveLength(0);
  });
});

describe('[P2] an old order that a read did not find', () => {
  async function loseFor(rig: Awaited<ReturnType<typeof createBaselineRig>>, reads: number) {
    const order = rig.orders.get('order-1');
    rig.orders.clear();
    for (let read = 0; read < reads; read++) {
      await rig.look({ cause: read === 0 ? 'sweep' : 'agenda' });
      rig.advance(2);
    }
    if (order !== undefined) rig.orders.set('order-1', order);
  }

  it('is there as before after one such read', async () => {
    const rig = await createBaselineRig();
    await rig.look({ cause: 'sweep', sweep: 'deep' });
    await loseFor(rig, 1);
    await rig.look({ cause: 'agenda' });
    expect(await rig.record()).toMatchObject({ removed: false, status: 'Ready' });
    expect(await rig.agenda()).toEqual([]);
  });

  for (const adopted of [true, false]) {
    it(`comes back in silence, ${adopted ? 'known' : 'never read'} before, after two such reads`, async () => {
      const rig = await createBaselineRig();
      if (adopted) await rig.look({ cause: 'sweep', sweep: 'deep' });
      await loseFor(rig, 2);
      expect(await rig.record()).toMatchObject({ removed: true, status: 'Removed' });
      await rig.look({ cause: 'sweep', sweep: 'open' });
      expect(await rig.record()).toMatchObject({ removed: false, status: 'Ready' });
      expect(rig.sent).toEqual([]);
      const listed = await rig.table.listByTime(indexes.delivered('default'));
      expect(listed.items).toHaveLength(1);
    });
  }

  it('protects its owner again, once it is back in production', async () => {
    const rig = await createBaselineRig();
    rig.orders.set('order-1', buildOrder({ status: 'Fixing' }));
    await rig.look({ cause: 'sweep', sweep: 'open' });
    await loseFor(rig, 2);
    await rig.look({ cause: 'sweep', sweep: 'open' });
    expect((await loadActivity(rig.table, 'default', rig.now)).withOpenOrder.size).toBe(1);
  });
});

describe('[P5] old orders, read for the first time by the deep sweep', () => {
  type Show = (order: Order) => Order;
  const asListed: Show = (order) => order;
  const withOtherLinks: Show = (order) => ({ ...order, delivery_assets: floorplans('read') }) as Order;
  const withModel: Show = (order) =>
    Number(order.id.split('-')[1]) % 5 < 2
      ? ({
          ...order,
          delivery_assets: { ...floorplans('v1'), model_3d: { glb_url: 'https://files.example/m.glb' } },
        } as Order)
      : order;

  /** Twenty orders as a baseline listed them, on an account whose links are known to stay. */
  async function createOldOrders(show: Show) {
    const sweep = createSweepRig();
    sweep.orders = Array.from({ length: 20 }, (_, index) => buildOrder({ id: `order-${index}` }));
    sweep.show = show;
    await sweep.sweepAll('baseline');
    const rig = createFanOutRig();
    for (const item of sweep.table.items()) await rig.table.put(item, 'absent');
    for (const order of sweep.orders) rig.orders.set(order.id, show(order));
    await rig.table.put({ ...keys.links('default'), data: { v: 1, behaviour: 'stable', since: '2026-01-01' } }, 'any');
    return rig;
  }

  it.each<[string, Show, Show]>([
    ['whose links are others in lists', withOtherLinks, withOtherLinks],
    ['whose links change from day to day', asListed, withOtherLinks],
    ['of which lists leave something out', withModel, withModel],
  ])('are not sent %s', async (_what, atFirst, later) => {
    const rig = await createOldOrders(atFirst);
    rig.advance(24 * 60);
    for (const [id, order] of rig.orders) rig.orders.set(id, later(order));
    for (const orderId of rig.orders.keys()) await rig.look({ orderId, cause: 'sweep', sweep: 'deep' });
    expect(rig.sent).toEqual([]);
  });

  it('are not sent because the deep sweep’s look was put off, where lists show less', async () => {
    const rig = await createOldOrders((order) => ({ ...order, info: { ...order.info, total_scanned_area: 120 } }));
    rig.failure = refused();
    await rig.look({ orderId: 'order-1', cause: 'sweep', sweep: 'deep' });
    rig.failure = undefined;
    rig.advance(2);
    await rig.look({ orderId: 'order-1', cause: 'probe' });
    expect(rig.sent).toEqual([]);
  });
});

describe('[P2] a list that shows an order as it was long ago', () => {
  it.each([
    ['lists show no files', true],
    ['there are none while it is worked on', false],
  ])('is news, though the baseline saw the same, where %s', async (_, bare) => {
    const fan = createFanOutRig();
    const sweep = createSweepRig();
    const info = { created_at: fan.now / 1_000 - 300_000, first_delivered_at: fan.now / 1_000 - 200_000 };
    const files = (version: string) => (bare ? floorplans(version) : null);
    const shown = (order: Order): Order => (bare ? { ...order, delivery_assets: null } : order);
    const copy = async (from: typeof fan.table, to: typeof fan.table) => {
      for (const item of from.items()) await to.put(item, 'any');
    };
    sweep.orders = [shown(buildOrder({ status: 'Fixing', info, assets: files('v1') }))];
    await sweep.sweepAll('baseline');
    await copy(sweep.table, fan.table);
    fan.orders.set('order-1', buildOrder({ info, assets: floorplans('v2') }));
    await fan.ready();
    await copy(fan.table, sweep.table);
    sweep.now += 3_600_000;
    sweep.orders = [shown(buildOrder({ status: 'Fixing', info, assets: files('v2') }))];
    await sweep.sweepAll('open');
    expect(sweep.asked()).toMatchObject([{ orderId: 'order-1', sweep: 'open' }]);
  });
});
