import { describe, expect, it } from 'vitest';
import { rebuildLedger } from '../../../../infra/cli/ledger/rebuild-ledger.ts';
import { listStoredOrders, type StoredOrder } from '../../../../infra/cli/ledger/stored-orders.ts';
import { afterPause, afterResume, updateBreaker } from '../../../../shared/accounts/breaker.ts';
import { keys } from '../../../../shared/ledger/keys.ts';
import { revisionContentKey } from '../../../../shared/orders/revision-content.ts';
import { listRevisions } from '../../../../shared/orders/revision-item.ts';
import { createFanOutRig } from '../../../support/fan-out-rig.ts';
import { createMemoryBucket } from '../../../support/memory-bucket.ts';
import { buildOrder, floorplans } from '../../../support/order-builder.ts';
import { createSweepRig } from '../../../support/sweep-rig.ts';

type Rig = ReturnType<typeof createFanOutRig>;

/** `delivered` in two revisions, a `draft`, and `gone`, which was removed. */
async function workFor(rig: Rig): Promise<void> {
  for (const id of ['delivered', 'draft', 'gone']) {
    rig.orders.set(id, buildOrder({ id, status: 'Draft' }));
    await rig.look({ orderId: id });
  }
  rig.orders.set('delivered', buildOrder({ id: 'delivered' }));
  rig.orders.delete('gone');
  for (const orderId of ['delivered', 'gone']) await rig.look({ orderId });
  rig.advance(1);
  await rig.look({ orderId: 'gone', cause: 'agenda' });
}

/** The same company and revisions under an empty ledger. */
async function loseLedger(rig: Rig): Promise<Rig> {
  const after = createFanOutRig();
  for (const [key, text] of rig.revisions.objects) await after.revisions.put(key, text);
  for (const [id, order] of rig.orders) after.orders.set(id, order);
  after.now = rig.now;
  after.advance(60);
  await after.table.put({ ...keys.accountEntry('default'), data: { v: 1 } }, 'absent');
  return after;
}

async function pause({ table, now }: Rig): Promise<void> {
  await updateBreaker(table, 'default', (breaker) => afterPause(breaker, now));
}

async function rebuild(rig: Rig, execute = true) {
  await pause(rig);
  const answer = await rebuildLedger(rig, { account: 'default', execute });
  await updateBreaker(rig.table, 'default', afterResume);
  return answer;
}

async function loseAndRebuild() {
  const before = createFanOutRig();
  await workFor(before);
  const rig = await loseLedger(before);
  return { before, rig, answer: await rebuild(rig) };
}

describe('[P4] [P5] ledger rebuild', () => {
  it('only counts until it is told to do it', async () => {
    const before = createFanOutRig();
    await workFor(before);
    const rig = await loseLedger(before);
    const items = JSON.stringify(rig.table.items());
    const answer = await rebuildLedger(rig, { account: 'default', execute: false });
    expect(answer).toMatchObject({ orders: 3, lacking: 3, generation: 2, rebuilt: false, next: [] });
    expect(JSON.stringify(rig.table.items())).toBe(items);
  });

  it('refuses an account that works', async () => {
    const rig = await loseLedger(createFanOutRig());
    const rebuilt = rebuildLedger(rig, { account: 'default', execute: true });
    await expect(rebuilt).rejects.toThrow('relay accounts configure default --pause');
  });

  it('knows again what was sent, so that nothing is sent twice', async () => {
    const { before, rig, answer } = await loseAndRebuild();
    expect(answer).toMatchObject({ orders: 3, lacking: 3, generation: 2, rebuilt: true });
    for (const orderId of ['delivered', 'draft', 'gone']) {
      await rig.look({ orderId });
      const [now, then] = [await rig.record(orderId), await before.record(orderId)];
      for (const field of ['sequence', 'hash', 'contentKey', 'content', 'status', 'removed', 'lists'] as const)
        expect(now?.[field], `${field} of ${orderId}`).toEqual(then?.[field]);
    }
    expect(rig.sent).toEqual([]);
  });

  it('names later revisions behind every earlier one', async () => {
    const { before, rig } = await loseAndRebuild();
    rig.orders.set('delivered', buildOrder({ id: 'delivered', assets: floorplans('v2') }));
    await rig.look({ orderId: 'delivered', hint: { status: 'Ready', previousStatus: 'Ready', productType: null } });
    const [later] = rig.events();
    expect(later?.data.revision).toMatchObject({ sequence: '0002-00000001', kind: 'quick-edit' });
    const earlier = before.events().map(({ id, data }) => [id, data.revision.sequence] as const);
    for (const [id, sequence] of earlier) {
      expect(id).not.toBe(later?.id);
      expect(sequence < '0002-00000001').toBe(true);
    }
    expect((await listRevisions(rig.table, 'default', 'delivered')).map(({ sequence }) => sequence)).toEqual([
      '0001-00000002',
      '0002-00000001',
    ]);
  });

  it('has the baseline taken anew: what was made since is asked for, what is older is known', async () => {
    const { rig } = await loseAndRebuild();
    const sweep = createSweepRig();
    for (const item of rig.table.items()) await sweep.table.put(item, 'any');
    sweep.now = rig.now;
    const made = { info: { created_at: rig.now / 1_000 - 60 } };
    const old = { info: { created_at: 1_600_000_000, first_delivered_at: 1_600_000_000 } };
    const known = [...rig.orders.values()];
    sweep.orders = [buildOrder({ id: 'made-since', ...made }), buildOrder({ id: 'old', ...old }), ...known];
    expect(await sweep.sweepAll('open')).toMatchObject({ kind: 'baseline', outcome: 'completed' });
    expect(sweep.asked().map(({ orderId }) => orderId)).toEqual(['made-since']);
    expect((await sweep.table.get(keys.baseline('default')))?.data).toMatchObject({ generation: 2 });
    sweep.now += 900_000;
    expect(await sweep.sweepAll('full')).toMatchObject({ kind: 'full', drifted: 1 });
  });

  it('can be done again, and sets forward a ledger that was set back', async () => {
    const { before, rig } = await loseAndRebuild();
    expect(await rebuild(rig)).toMatchObject({ lacking: 0, generation: 3 });
    const back = await loseLedger(before);
    const draft = buildOrder({ id: 'delivered', status: 'Draft' });
    back.orders.set('delivered', draft);
    await back.look({ orderId: 'delivered' });
    expect((await back.record('delivered'))?.sequence).toBe('0001-00000001');
    expect(await rebuild(back)).toMatchObject({ lacking: 3 });
    expect(await back.record('delivered')).toMatchObject({ sequence: '0001-00000002', status: 'Ready' });
  });

  it('finds nothing where nothing is stored', async () => {
    const rig = await loseLedger(createFanOutRig());
    expect(await rebuild(rig)).toMatchObject({ orders: 0, generation: null, rebuilt: false });
  });
});

describe('stored orders', () => {
  it('are found over pages of keys, each by its latest sequence, and adopted ones are none', async () => {
    const bucket = createMemoryBucket('revisions');
    const store = (orderId: string, sequence: string, hash: string) =>
      bucket.put(revisionContentKey('default', orderId, sequence, hash), '{}');
    const ids = Array.from({ length: 700 }, (_, index) => `order-${String(index).padStart(3, '0')}`);
    for (const id of ids) {
      await store(id, '0001-00000009', 'a');
      await store(id, '0001-00000010', id === 'order-500' ? 'a' : 'b');
    }
    await store('order-500', '0001-00000010', 'b');
    await bucket.put('revisions/default/order-adopted/adopted-hash.json', '{}');
    await bucket.put('revisions/default-2/order-other/0001-00000001-a.json', '{}');
    const found: StoredOrder[] = [];
    for await (const stored of listStoredOrders(bucket, 'default')) found.push(stored);
    expect(found).toHaveLength(700);
    expect(new Set(found.map(({ sequence }) => sequence))).toEqual(new Set(['0001-00000010']));
    expect(found[500]?.contentKeys).toHaveLength(2);
  });
});
