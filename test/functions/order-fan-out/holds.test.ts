import { describe, expect, it } from 'vitest';
import { keys } from '../../../shared/ledger/keys.ts';
import { updateAgenda, withEntry } from '../../../shared/orders/agenda.ts';
import { type HeldVerdict, saveHeldVerdict } from '../../../shared/orders/held-path.ts';
import { createFanOutRig } from '../../support/fan-out-rig.ts';
import { buildOrder } from '../../support/order-builder.ts';

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

for (const [what, hold] of [
  ['a storm', holdStorm],
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

  it('is not removed by an answer to earlier removals', async () => {
    const rig = createFanOutRig();
    const at = new Date(rig.now - 60_000).toISOString();
    await saveHeldVerdict(rig.table, 'default', { signature: 'removed', verdict: 'accept', at });
    const orderId = await holdRemoval(rig);
    expect(await rig.record(orderId)).toMatchObject({ held: { reason: 'removals' } });
    expect(await rig.table.get(keys.heldPath('default', 'removed'))).toBeDefined();
  });
});
