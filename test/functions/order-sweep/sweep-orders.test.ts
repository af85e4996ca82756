import { describe, expect, it } from 'vitest';
import { afterPause, updateBreaker } from '../../../shared/accounts/breaker.ts';
import { noteWebhook } from '../../../shared/accounts/channel.ts';
import { type Order, RefusedError, UpstreamError } from '../../../shared/cubicasa/index.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import { listHashes, orderContent } from '../../../shared/orders/order-content.ts';
import { newOrderRecord, saveOrder } from '../../../shared/orders/order-record.ts';
import { loadActivity } from '../../../shared/users/load-activity.ts';
import { buildOrder } from '../../support/order-builder.ts';
import { createSweepRig } from '../../support/sweep-rig.ts';

/** Orders that are read to see what lists show. */
const SAMPLE = 5;
const many = (count: number, status: string) =>
  Array.from({ length: count }, (_, index) => buildOrder({ id: `${status}-${index}`, status }));

describe('the baseline', () => {
  it('writes what exists into the ledger and sends nothing, whatever sweep was asked for', async () => {
    const rig = createSweepRig();
    rig.orders = [...many(120, 'Ready'), ...many(3, 'Draft')];
    const answer = await rig.sweepAll('open');
    expect(answer).toMatchObject({ outcome: 'completed', kind: 'baseline', orders: 123, drifted: 0 });
    expect(rig.asked()).toEqual([]);
    expect((await rig.sweepAll('open')).drifted).toBe(0);
  });

  it('[P2] asks for what was made or delivered while it runs, since its webhook may be lost', async () => {
    const rig = createSweepRig();
    rig.orders = many(400, 'Ready');
    rig.pagesPerSlice = 6;
    const first = await rig.sweep('open');
    const seconds = rig.now / 1_000 + 60;
    rig.orders.push(
      buildOrder({ id: 'made-meanwhile', status: 'Ready', info: { created_at: seconds } }),
      buildOrder({ id: 'delivered-meanwhile', info: { first_delivered_at: seconds } }),
    );
    rig.now += 120_000;
    rig.pagesPerSlice = 100;
    await rig.sweep('open', first.continuation);
    expect(rig.asked().map(({ orderId }) => orderId)).toEqual(['made-meanwhile', 'delivered-meanwhile']);
  });

  it('of 20,000 old orders sends nothing, reports nothing but its end, and lists pages only', async () => {
    const rig = createSweepRig();
    rig.orders = many(20_000, 'Ready');
    expect(await rig.sweepAll('open')).toMatchObject({ outcome: 'completed', orders: 20_000, drifted: 0 });
    expect(rig.orderChanges.messages).toEqual([]);
    expect(rig.reports).toEqual(['sweep-completed']);
    expect(rig.calls).toBeLessThanOrEqual(20_000 / 50 + 5 + SAMPLE);
  });

  it.each<[string, (order: Order) => Order, boolean]>([
    ['show what reads show', (order) => order, true],
    ['show less', (order) => ({ ...order, address: { city: 'Oslo' } }), false],
  ])('finds out whether lists %s', async (_what, show, listsAsRead) => {
    const rig = createSweepRig();
    rig.orders = many(8, 'Ready');
    rig.show = show;
    await rig.sweepAll('baseline');
    expect((await rig.table.get(keys.baseline('default')))?.data).toMatchObject({ listsAsRead });
  });

  it('asks those that can be read what lists show', async () => {
    const rig = createSweepRig();
    rig.orders = many(8, 'Ready');
    let reads = 0;
    rig.show = (order) => {
      reads += 1;
      if (reads > 1) return order;
      throw new UpstreamError('away', { operation: 'getOrder', reason: 'unavailable' });
    };
    await rig.sweepAll('baseline');
    expect((await rig.table.get(keys.baseline('default')))?.data).toMatchObject({ listsAsRead: true });
  });

  it('compares none that a hint alone made known', async () => {
    const rig = createSweepRig();
    rig.orders = [...many(2, 'Ready'), buildOrder({ id: 'hinted' })];
    await saveOrder(rig.table, newOrderRecord('default', 'hinted', new Date(rig.now).toISOString()), 'absent');
    await rig.sweepAll('baseline');
    expect((await rig.table.get(keys.baseline('default')))?.data).toMatchObject({ listsAsRead: true });
  });

  it('leaves open what lists show where nothing could be read', async () => {
    const rig = createSweepRig();
    rig.orders = many(8, 'Ready');
    rig.show = () => {
      throw new UpstreamError('away', { operation: 'getOrder', reason: 'unavailable' });
    };
    await rig.sweepAll('baseline');
    expect((await rig.table.get(keys.baseline('default')))?.data).not.toHaveProperty('listsAsRead');
  });

  it('is taken once: asked for again, orders that nobody met are looked at', async () => {
    const rig = createSweepRig();
    await rig.sweepAll('baseline');
    rig.orders = many(2, 'Ready');
    expect(await rig.sweepAll('baseline')).toMatchObject({ kind: 'full', drifted: 2 });
  });

  it('asks for old orders where a destination wants them back-filled', async () => {
    const backfill = { since: '2026-05-01T00:00:00Z' };
    const rig = createSweepRig([{ name: 'crm', kind: 'queue', queueUrl: 'q', backfill }]);
    rig.orders = [buildOrder(), buildOrder({ id: 'old', info: { first_delivered_at: 1_600_000_000 } })];
    await rig.sweepAll('baseline');
    expect(rig.asked()).toMatchObject([{ orderId: 'order-1', backfill: true }]);
  });

  it('goes on where a slice stopped', async () => {
    const rig = createSweepRig();
    rig.orders = many(400, 'Ready');
    rig.pagesPerSlice = 2;
    expect((await rig.sweep('open')).outcome).toBe('continued');
    const again = createSweepRig();
    again.orders = rig.orders;
    again.pagesPerSlice = 2;
    expect(await again.sweepAll('open')).toMatchObject({ outcome: 'completed', orders: 400 });
  });
});

describe('[P2] the open sweep', () => {
  async function afterBaseline(count = 5) {
    const rig = createSweepRig();
    rig.orders = many(count, 'Draft');
    await rig.sweepAll('open');
    rig.now += 900_000;
    return rig;
  }

  it('asks for orders it does not know and for those that changed', async () => {
    const rig = await afterBaseline();
    rig.orders = [buildOrder({ id: 'new', status: 'Pending' }), ...rig.orders];
    rig.orders[2] = buildOrder({ id: 'Draft-1', status: 'Draft', address: { city: 'Shelbyville' } });
    await rig.sweepAll('open');
    expect(
      rig
        .asked()
        .map(({ orderId }) => orderId)
        .sort(),
    ).toEqual(['Draft-1', 'new']);
  });

  it('[P7] counts who made a listed order as active, and as at work while it is open, before anybody read it', async () => {
    const rig = createSweepRig();
    await rig.sweepAll('baseline');
    const odd = buildOrder({ id: 'odd', info: { created_at: 1e15 } });
    rig.orders = [
      odd,
      buildOrder({ id: 'new', info: { created_by: 'Ana@agency.example' } }),
      buildOrder({ id: 'open', status: 'Fixing', info: { created_by: 'bob@agency.example' } }),
    ];
    expect(await rig.sweepAll('open')).toMatchObject({ outcome: 'completed', drifted: 3 });
    const { byAddress, withOpenOrder } = await loadActivity(rig.table, 'default', rig.now);
    expect(byAddress.get('ana@agency.example')).toMatchObject({ orders: 1, lastOrderId: 'new' });
    expect(withOpenOrder).toEqual(new Set(['bob@agency.example']));
  });

  it('asks for open orders that a complete listing lacks', async () => {
    const rig = await afterBaseline();
    rig.orders = rig.orders.slice(1);
    await rig.sweepAll('open');
    expect(rig.asked().map(({ orderId }) => orderId)).toEqual(['Draft-0']);
  });

  it('remembers over slices what was listed', async () => {
    const rig = await afterBaseline(130);
    rig.pagesPerSlice = 1;
    await rig.sweepAll('open');
    expect(rig.asked()).toEqual([]);
  });

  it('stops paging through delivered orders at a whole page that is known and old', async () => {
    const rig = createSweepRig();
    rig.orders = many(1_000, 'Ready');
    await rig.sweepAll('open');
    rig.now += 50 * 3_600_000;
    const before = rig.calls;
    await rig.sweepAll('open');
    expect(rig.calls - before).toBe(5);
  });

  it('pages on through delivered orders of the last 48 hours, known or not', async () => {
    const rig = createSweepRig();
    rig.orders = many(1_000, 'Ready');
    await rig.sweepAll('open');
    rig.now += 47 * 3_600_000;
    const before = rig.calls;
    await rig.sweepAll('open');
    expect(rig.calls - before).toBe(24);
  });

  it('goes on without a status that CubiCasa refuses to list', async () => {
    const rig = await afterBaseline();
    rig.refused.add('New');
    expect((await rig.sweepAll('open')).outcome).toBe('completed');
    expect(rig.reports).toContain('status-refused');
  });

  it('knows an order by its summary where the list shows no assets', async () => {
    const rig = await afterBaseline();
    const order = buildOrder({ id: 'seen' });
    const record = newOrderRecord('default', 'seen', new Date(rig.now).toISOString());
    const known = { ...record, status: 'Ready', lists: listHashes(order), content: orderContent(order) };
    await saveOrder(rig.table, known, 'absent');
    rig.orders = [{ ...order, delivery_assets: null }, ...rig.orders];
    await rig.sweepAll('open');
    expect(rig.asked()).toEqual([]);
  });
});

describe('sweeps of one account', () => {
  it('are one at a time', async () => {
    const rig = createSweepRig();
    rig.orders = many(500, 'Ready');
    rig.pagesPerSlice = 1;
    await rig.sweep('open');
    rig.now += 60_000;
    expect((await rig.sweep('open')).outcome).toBe('busy');
  });

  it('park the account when its key is refused, and probe before they go on', async () => {
    const rig = createSweepRig();
    rig.failure = new RefusedError('refused', { operation: 'listOrders', status: 401 });
    expect((await rig.sweep('open')).outcome).toBe('parked');
    expect(rig.calls).toBe(1);
    expect((await rig.sweep('open')).outcome).toBe('parked');
    expect(rig.calls).toBe(1);
    rig.failure = undefined;
    rig.now += 120_000;
    expect((await rig.sweepAll('open')).outcome).toBe('completed');
    expect(rig.reports).toEqual(['account-parked', 'account-resumed', 'sweep-completed']);
  });

  it('make no call, not even as a probe, while an operator has paused the account', async () => {
    const rig = createSweepRig();
    await updateBreaker(rig.table, 'default', (breaker) => afterPause(breaker, rig.now));
    rig.now += 24 * 3_600_000;
    expect((await rig.sweep('open')).outcome).toBe('parked');
    expect(rig.calls).toBe(0);
  });

  it('[P2] let the open sweep in while a deep one waits for the next hour’s calls', async () => {
    const rig = createSweepRig();
    rig.orders = many(100, 'Ready');
    await rig.sweepAll('open');
    rig.callsPerHour = 60;
    expect((await rig.sweep('deep')).outcome).toBe('waiting');
    rig.now += 900_000;
    expect((await rig.sweep('open')).outcome).not.toBe('busy');
  });

  it('[P2] leave the open sweep a quarter of the hour’s calls', async () => {
    const rig = createSweepRig();
    rig.orders = many(300, 'Ready');
    await rig.sweepAll('open');
    rig.callsPerHour = 200;
    rig.now += 3_600_000;
    expect((await rig.sweep('deep')).outcome).toBe('waiting');
    expect(rig.asked()).toHaveLength(150);
    expect((await rig.sweepAll('open')).outcome).toBe('completed');
  });

  it('go on without a status that the key may not list, as long as it may list orders', async () => {
    const rig = createSweepRig();
    await rig.sweepAll('open');
    rig.forbidden.add('Fixing');
    rig.orders = many(1, 'Ready');
    expect(await rig.sweepAll('open')).toMatchObject({ outcome: 'completed', drifted: 1 });
    expect(rig.reports).toContain('status-refused');
  });

  it('[P2] let the open sweep in between two slices of a full one', async () => {
    const rig = createSweepRig();
    rig.orders = many(500, 'Ready');
    await rig.sweepAll('open');
    rig.pagesPerSlice = 1;
    const first = await rig.sweep('full');
    expect(first).toMatchObject({ outcome: 'continued', delaySeconds: 60 });
    expect((await rig.sweep('open')).outcome).not.toBe('busy');
  });

  it('[P2] bring a busy open sweep back until its next one is due', async () => {
    const rig = createSweepRig();
    rig.orders = many(500, 'Ready');
    await rig.sweepAll('open');
    rig.pagesPerSlice = 1;
    await rig.sweep('open');
    rig.now += 1_000;
    const busy = await rig.sweep('open');
    expect(busy).toMatchObject({ outcome: 'busy', delaySeconds: 30 });
    rig.now += 900_000;
    const late = await rig.sweep('open', busy.continuation);
    expect(late.continuation).toBeUndefined();
  });

  it('take the baseline up where CubiCasa failed it, and do not begin another beside it', async () => {
    const rig = createSweepRig();
    rig.orders = many(500, 'Ready');
    rig.pagesPerSlice = 6;
    const first = await rig.sweep('open');
    rig.failure = new UpstreamError('away', { operation: 'listOrders', reason: 'unavailable' });
    const failed = await rig.sweep('open', first.continuation);
    expect(failed).toMatchObject({ outcome: 'parked', continuation: first.continuation });
    rig.now += 60_000;
    expect((await rig.sweep('open')).outcome).toBe('busy');
  });

  it('leave nothing behind of a baseline that never began', async () => {
    const rig = createSweepRig();
    rig.failure = new RefusedError('refused', { operation: 'listOrders', status: 401 });
    expect((await rig.sweep('open')).continuation).toBeUndefined();
    rig.now += 10_000;
    expect((await rig.sweep('open')).continuation).toBeUndefined();
  });

  it('do not take an account for answering when no call was made', async () => {
    const rig = createSweepRig();
    rig.orders = many(10, 'Ready');
    rig.callsPerHour = 1;
    rig.failure = new RefusedError('refused', { operation: 'listOrders', status: 401 });
    await rig.sweep('open');
    rig.now += 120_000;
    await rig.sweep('open');
    expect(rig.calls).toBe(1);
    expect(rig.reports).not.toContain('account-resumed');
  });

  it('give the lease back when a slice fails', async () => {
    const rig = createSweepRig();
    rig.failure = new Error('the queue is away');
    await expect(rig.sweep('open')).rejects.toThrow('away');
    rig.failure = undefined;
    rig.now += 60_000;
    expect((await rig.sweep('open')).outcome).toBe('completed');
  });

  it('keep to the calls of the hour and go on in the next', async () => {
    const rig = createSweepRig();
    rig.orders = many(1_000, 'Ready');
    rig.callsPerHour = 10;
    const waiting = await rig.sweep('open');
    expect(waiting).toMatchObject({ outcome: 'waiting', delaySeconds: 900 });
    expect(rig.calls).toBe(10);
    rig.now += 3_600_000;
    expect((await rig.sweep('open', waiting.continuation)).orders).toBeGreaterThan(300);
  });

  it('leave on record when they were complete', async () => {
    const rig = createSweepRig();
    await rig.sweepAll('open');
    await rig.sweepAll('full');
    expect((await rig.table.get(keys.sweep('default', 'full')))?.data).toMatchObject({ v: 1, kind: 'full' });
  });
});

describe('the deep sweep', () => {
  it('asks for a delivered order that is back in production too, and not for one that never was delivered', async () => {
    const rig = createSweepRig();
    rig.orders = [
      buildOrder({ id: 'fixing', status: 'Fixing', info: { first_delivered_at: rig.now / 1_000 - 60 } }),
      buildOrder({ id: 'pending', status: 'Pending' }),
    ];
    await rig.sweepAll('baseline');
    const before = rig.asked().length;
    await rig.sweepAll('deep');
    expect(
      rig
        .asked()
        .slice(before)
        .map(({ orderId, sweep }) => [orderId, sweep]),
    ).toEqual([['fixing', 'deep']]);
  });

  it('asks for an open order in a status that CubiCasa does not list, if it changed in the last fourteen days', async () => {
    const rig = createSweepRig();
    rig.refused.add('Draft');
    const meet = (orderId: string, days: number) => {
      const at = new Date(rig.now - days * 86_400_000).toISOString();
      return saveOrder(rig.table, { ...newOrderRecord('default', orderId, at), status: 'Draft' }, 'absent');
    };
    await meet('draft', 1);
    await meet('old-draft', 15);
    for (const kind of ['baseline', 'open', 'deep'] as const) await rig.sweepAll(kind);
    expect(rig.asked()).toMatchObject([{ orderId: 'draft', sweep: 'deep' }]);
  });

  it('asks for each order delivered in the last fourteen days', async () => {
    const rig = createSweepRig();
    rig.orders = [buildOrder(), buildOrder({ id: 'old', info: { first_delivered_at: 1_700_000_000 } })];
    await rig.sweepAll('baseline');
    await rig.sweepAll('deep');
    expect(rig.asked()).toMatchObject([{ orderId: 'order-1', sweep: 'deep' }]);
  });

  it.each(['Ready', 'Fixing'])(
    'asks for an order, now %s, that was first delivered long ago and again of late',
    async (status) => {
      const rig = createSweepRig();
      await rig.sweepAll('baseline');
      const meet = (orderId: string, changedDays: number) => {
        const at = (days: number) => new Date(rig.now - days * 86_400_000).toISOString();
        const record = { ...newOrderRecord('default', orderId, at(changedDays)), sequence: '0001-00000002' };
        return saveOrder(rig.table, { ...record, status, deliveredAt: at(30) }, 'absent');
      };
      await meet('redelivered', 1);
      await meet('old', 20);
      await rig.sweepAll('deep');
      expect(rig.asked()).toMatchObject([{ orderId: 'redelivered', sweep: 'deep' }]);
    },
  );

  it('asks for each order once, also where its last page takes up the slice’s time', async () => {
    const rig = createSweepRig();
    rig.orders = [buildOrder(), buildOrder({ id: 'order-2' })];
    await rig.sweepAll('baseline');
    rig.pagesPerSlice = 1;
    expect(await rig.sweepAll('deep')).toMatchObject({ outcome: 'completed', orders: 2 });
    expect(rig.asked().map(({ orderId }) => orderId)).toEqual(['order-1', 'order-2']);
  });
});

describe('silence', () => {
  it('is reported when orders changed and no webhook came for a day', async () => {
    const rig = createSweepRig();
    await rig.sweepAll('open');
    rig.now += 25 * 3_600_000;
    rig.orders = many(1, 'Pending');
    await rig.sweepAll('open');
    expect(rig.reports).toContain('webhooks-silent');
  });

  it('is none while webhooks come, nor while nothing changes', async () => {
    const rig = createSweepRig();
    await rig.sweepAll('open');
    rig.now += 25 * 3_600_000;
    await rig.sweepAll('open');
    await noteWebhook(rig.table, 'default', undefined, { at: new Date(rig.now).toISOString(), token: 'current' });
    rig.orders = many(1, 'Pending');
    rig.now += 3_600_000;
    await rig.sweepAll('open');
    expect(rig.reports).not.toContain('webhooks-silent');
  });
});
