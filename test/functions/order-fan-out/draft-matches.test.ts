import { describe, expect, it } from 'vitest';
import { linkDraft, listProposals } from '../../../infra/cli/orders/link-draft.ts';
import { createFanOutRig } from '../../support/fan-out-rig.ts';
import { createMemoryQueue } from '../../support/memory-queue.ts';
import { buildOrder } from '../../support/order-builder.ts';

const HERE = { latitude: 39.8, longitude: -89.65 };

async function withDraft(address: Readonly<Record<string, unknown>>, rig = createFanOutRig()) {
  rig.orders.set('draft-1', buildOrder({ id: 'draft-1', status: 'Draft', externalId: 'JOB-7', address: HERE }));
  await rig.look({ orderId: 'draft-1' });
  rig.orders.set('order-1', buildOrder({ externalId: null, address }));
  await rig.ready();
  return rig;
}

describe('drafts that never move', () => {
  it('are proposed as a pair with an order delivered at their address', async () => {
    const rig = await withDraft({ latitude: 39.8003, longitude: -89.6502 });
    expect(await listProposals(rig.table, 'default')).toMatchObject([{ draftId: 'draft-1', orderId: 'order-1' }]);
    expect(rig.events().map(({ type }) => type)).toContain('cubicasa.order.draft-match-proposed');
  });

  it('hold up nothing when a destination cannot be told of the pair', async () => {
    const rig = createFanOutRig();
    const { sendEvent } = rig.deps;
    Object.assign(rig.deps, {
      sendEvent: async (...[content, destination]: Parameters<typeof sendEvent>) => {
        if (content.type.endsWith('draft-match-proposed')) throw new Error('queue away');
        await sendEvent(content, destination);
      },
    });
    await withDraft(HERE, rig);
    expect(rig.kinds()).toContain('first-delivery');
    expect(rig.reports).toContain('destination-unreachable');
  });

  it('are proposed by the next look where one was cut off behind the delivery', async () => {
    const rig = createFanOutRig();
    const { listByTime } = rig.table;
    let fails = true;
    rig.table.listByTime = async (...query) => {
      if (!fails) return listByTime(...query);
      fails = false;
      throw new Error('throttled');
    };
    await expect(withDraft(HERE, rig)).rejects.toThrow('throttled');
    await rig.ready();
    expect(await listProposals(rig.table, 'default')).toHaveLength(1);
  });

  it('are left alone when the order stands elsewhere', async () => {
    const rig = await withDraft({ latitude: 39.81, longitude: -89.65 });
    expect(await listProposals(rig.table, 'default')).toEqual([]);
  });

  it('give their external id to the order once a person links them, as one revision', async () => {
    const rig = await withDraft(HERE);
    const deps = { table: rig.table, orderChanges: createMemoryQueue(), now: () => rig.now };
    await linkDraft(deps, { account: 'default', draftId: 'draft-1', orderId: 'order-1' });
    expect(deps.orderChanges.messages).toHaveLength(1);
    await rig.look({ cause: 'agenda' });
    await rig.look({ cause: 'agenda' });
    const updates = rig.events().filter(({ type }) => type === 'cubicasa.order.updated');
    expect(updates).toHaveLength(1);
    expect(updates[0]?.data.externalId).toBe('JOB-7');
    expect(await listProposals(rig.table, 'default')).toEqual([]);
  });
});
