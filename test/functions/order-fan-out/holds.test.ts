import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../../shared/cubicasa/index.ts';
import { updateAgenda, withEntry } from '../../../shared/orders/agenda.ts';
import { diffCanonical } from '../../../shared/orders/diff-orders.ts';
import { type HeldVerdict, loadHeldVerdict, saveHeldVerdict } from '../../../shared/orders/held-path.ts';
import { canonicalOrder } from '../../../shared/orders/order-content.ts';
import { changeSignature } from '../../../shared/orders/storm.ts';
import { createFanOutRig } from '../../support/fan-out-rig.ts';
import { buildOrder, floorplans } from '../../support/order-builder.ts';

type Rig = ReturnType<typeof createFanOutRig>;

const DAY_MINUTES = 1_440;

/** A person's word, as `relay orders accept-change | ignore-change` writes it. */
async function answer(rig: Rig, orderId: string, verdict: HeldVerdict['verdict']): Promise<void> {
  const at = new Date(rig.now).toISOString();
  const signature = (await rig.record(orderId))?.held?.path ?? '';
  await saveHeldVerdict(rig.table, 'default', { signature, verdict, at });
  await updateAgenda(rig.table, 'default', orderId, (entries) =>
    withEntry(entries, { reason: 'held', dueAt: at, attempt: 1 }),
  );
}

/** Changes at one path until one is held. */
async function holdStorm(rig: Rig): Promise<string> {
  const held = await rig.makeStorm();
  if (held === undefined) throw new Error('nothing was held');
  return held;
}

/** Removals until one is held. */
async function holdRemoval(rig: Rig): Promise<string> {
  await rig.removeDrafts(8);
  return 'order-7';
}

const PLACE = 'listing_floorplans/jpg_urls[0]';

/** Files that changed behind links that stayed, until one order is held. */
async function holdFiles(rig: Rig): Promise<string> {
  const ids = Array.from({ length: 80 }, (_, index) => `order-${index}`);
  const deep = async (orderId: string) => rig.look({ orderId, cause: 'sweep', sweep: 'deep' });
  rig.validators = { [PLACE]: 'v1' };
  for (const id of ids) {
    rig.orders.set(id, buildOrder({ id }));
    await rig.look({ orderId: id });
  }
  rig.advance(60);
  for (const id of ids.slice(0, 60)) await deep(id);
  rig.validators = { [PLACE]: 'v2' };
  for (const id of ids.slice(60)) {
    await deep(id);
    if ((await rig.record(id))?.held) return id;
  }
  throw new Error('nothing was held');
}

for (const [what, hold] of [
  ['a storm', holdStorm],
  ['a storm of files', holdFiles],
  ['too many removals', holdRemoval],
] as const) {
  describe(`what is held for ${what}`, () => {
    it('stays held at the looks of the next days, until a person answers', async () => {
      const rig = createFanOutRig();
      const orderId = await hold(rig);
      const before = rig.sent.length;
      for (let day = 0; day < 3; day++) {
        rig.advance(DAY_MINUTES);
        await rig.look({ orderId, cause: 'agenda' });
      }
      expect(rig.sent.length).toBe(before);
      await answer(rig, orderId, 'accept');
      await rig.look({ orderId, cause: 'agenda' });
      expect(rig.sent.length).toBe(before + 1);
      expect((await rig.record(orderId))?.held).toBeNull();
    });

    it('is never sent once a person said to ignore it', async () => {
      const rig = createFanOutRig();
      const orderId = await hold(rig);
      const before = rig.sent.length;
      rig.advance(5);
      await answer(rig, orderId, 'ignore');
      for (let day = 0; day < 2; day++) {
        await rig.look({ orderId, cause: 'agenda' });
        rig.advance(DAY_MINUTES);
      }
      expect(rig.sent.length).toBe(before);
      expect(await rig.record(orderId)).toMatchObject({ held: null });
    });
  });
}

describe('a held order', () => {
  it('is known to sweeps by what they listed, so that they do not ask for it again', async () => {
    const rig = createFanOutRig();
    const orderId = await holdStorm(rig);
    expect(await rig.record(orderId)).toMatchObject({ listed: `list-${orderId}` });
  });

  it('is held no more once a read shows what was known', async () => {
    const rig = createFanOutRig();
    const orderId = await holdStorm(rig);
    rig.orders.set(orderId, buildOrder({ id: orderId }));
    await rig.look({ orderId, cause: 'agenda' });
    expect(await rig.record(orderId)).toMatchObject({ held: null });
  });

  it('is held on while its files’ hosts do not tell whether they are as they were', async () => {
    const rig = createFanOutRig();
    const orderId = await holdFiles(rig);
    rig.validators = {};
    await rig.look({ orderId, cause: 'agenda' });
    expect((await rig.record(orderId))?.held).not.toBeNull();
    rig.validators = { [PLACE]: 'v1' };
    await rig.look({ orderId, cause: 'agenda' });
    expect((await rig.record(orderId))?.held).toBeNull();
  });

  it('is removed by two reads that do not find it, not by the daily look’s one', async () => {
    const rig = createFanOutRig();
    const orderId = await holdStorm(rig);
    const removed = () => rig.events().filter((event) => event.subject === orderId && event.type.endsWith('removed'));
    rig.advance(DAY_MINUTES);
    rig.orders.delete(orderId);
    await rig.look({ orderId, cause: 'agenda' });
    expect(removed()).toEqual([]);
    rig.advance(1);
    await rig.look({ orderId, cause: 'agenda' });
    expect(removed()).toHaveLength(1);
  });

  it('is not removed by an answer to earlier removals', async () => {
    const rig = createFanOutRig();
    const at = new Date(rig.now - 60_000).toISOString();
    await saveHeldVerdict(rig.table, 'default', { signature: 'removed', verdict: 'accept', at });
    const orderId = await holdRemoval(rig);
    expect(await rig.record(orderId)).toMatchObject({ held: { reason: 'removals' } });
    expect(await loadHeldVerdict(rig.table, 'default', 'removed')).toBeDefined();
  });
});

const QUICK_EDIT = { hint: { status: 'Ready', previousStatus: 'Ready', productType: 'products_2d' } } as const;

describe('[P5] what a webhook told of is never held', () => {
  /** 60 delivered orders, each read in quiet within the hour. */
  async function deliverMany() {
    const rig = createFanOutRig();
    const ids = Array.from({ length: 60 }, (_, index) => `order-${index}`);
    for (const id of ids) {
      rig.orders.set(id, buildOrder({ id }));
      await rig.look({ orderId: id, ...QUICK_EDIT });
    }
    rig.advance(120);
    return { rig, ids };
  }
  const heldOf = async (rig: Rig, ids: readonly string[]) =>
    (await Promise.all(ids.map((id) => rig.record(id)))).filter((record) => record?.held).length;
  const edit = (rig: Rig, id: string) => rig.orders.set(id, buildOrder({ id, assets: floorplans('v2') }));

  it('where its read lagged and a later look finds the change', async () => {
    const { rig, ids } = await deliverMany();
    for (const id of ids) await rig.look({ orderId: id, cause: 'sweep', sweep: 'deep' });
    const edited = ids.slice(0, 6);
    for (const id of edited) await rig.look({ orderId: id, ...QUICK_EDIT });
    rig.advance(1);
    for (const id of edited) {
      edit(rig, id);
      await rig.look({ orderId: id, cause: 'agenda' });
    }
    expect(await heldOf(rig, edited)).toBe(0);
    expect(rig.kinds().filter((kind) => kind === 'quick-edit')).toHaveLength(6);
  });

  it('where the account was parked and a later look catches up', async () => {
    const { rig, ids } = await deliverMany();
    rig.failure = new UpstreamError('away', { operation: 'getOrder', status: 503, reason: 'unavailable' });
    for (const id of ids) await rig.look({ orderId: id, ...QUICK_EDIT });
    rig.failure = undefined;
    rig.advance(60);
    for (const id of ids) edit(rig, id);
    for (const id of ids) await rig.look({ orderId: id, cause: id === ids[0] ? 'probe' : 'agenda' });
    expect(await heldOf(rig, ids)).toBe(0);
    expect(rig.kinds().filter((kind) => kind === 'quick-edit')).toHaveLength(60);
  });

  it('though a person once said to ignore changes at the same paths', async () => {
    const rig = createFanOutRig();
    const [before, after] = ['v1', 'v2'].map((version) => buildOrder({ assets: floorplans(version) }));
    if (before === undefined || after === undefined) throw new Error('two orders are needed');
    rig.orders.set('order-1', before);
    await rig.ready();
    const signature = changeSignature(diffCanonical(canonicalOrder(before), canonicalOrder(after)));
    await saveHeldVerdict(rig.table, 'default', { signature, verdict: 'ignore', at: new Date(rig.now).toISOString() });
    rig.advance(DAY_MINUTES);
    rig.orders.set('order-1', after);
    await rig.look(QUICK_EDIT);
    expect(rig.kinds()).toEqual(['first-delivery', 'quick-edit']);
  });
});

it('[P6] a change at more paths than a key of the ledger has room for is delivered', async () => {
  const rig = createFanOutRig();
  const group = (version: string) =>
    Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `a_key_that_nobody_knows_${index}_urls`,
        [`https://f.example/${version}/${index}.dwg`],
      ]),
    );
  for (const version of ['v1', 'v2']) {
    rig.orders.set('order-1', buildOrder({ assets: { cad_files: group(version) } }));
    await rig.look({ cause: 'sweep', sweep: 'deep' });
    rig.advance(60);
  }
  await rig.look({ cause: 'agenda' });
  expect(rig.events()).toHaveLength(2);
});
