import { describe, expect, it } from 'vitest';
import { pauseDestination, resumeDestination } from '../../../infra/cli/destinations/pause-resume.ts';
import { answerHeld } from '../../../infra/cli/orders/answer-held.ts';
import { findOrders } from '../../../infra/cli/orders/find-orders.ts';
import { showOrder } from '../../../infra/cli/orders/show-order.ts';
import type { EventContent } from '../../../shared/delivery/event.ts';
import { createFanOutRig } from '../../support/fan-out-rig.ts';
import { buildOrder } from '../../support/order-builder.ts';

async function delivered() {
  const rig = createFanOutRig();
  rig.orders.set('order-1', buildOrder());
  await rig.ready();
  rig.orders.set('order-1', buildOrder({ address: { city: 'Shelbyville' } }));
  await rig.ready();
  return rig;
}

describe('[P8] orders show', () => {
  it('tells revisions and agenda without a link', async () => {
    const rig = await delivered();
    const shown = await showOrder(rig.table, 'default', 'order-1');
    expect(shown.revisions.map(({ kind }) => kind)).toEqual(['first-delivery', 'updated']);
    expect(JSON.stringify(shown)).not.toContain('https://');
  });
});

describe('orders find', () => {
  it('finds by external id and status, whatever the letter case', async () => {
    const rig = await delivered();
    const query = { account: 'default', limit: 10 };
    expect(await findOrders(rig.table, { ...query, externalId: 'job-1', status: 'ready' })).toHaveLength(1);
    expect(await findOrders(rig.table, { ...query, externalId: 'job-2' })).toEqual([]);
    expect(await findOrders(rig.table, { ...query, name: 'job-1' })).toHaveLength(1);
    expect(await findOrders(rig.table, { ...query, name: 'order-1' })).toHaveLength(1);
    expect(await findOrders(rig.table, { ...query, name: 'order' })).toEqual([]);
  });
});

describe('held changes', () => {
  it('go out once a person accepts them', async () => {
    const rig = createFanOutRig();
    await rig.removeDrafts(8);
    const answer = { account: 'default', path: 'removed', verdict: 'accept', now: rig.now } as const;
    const held = await answerHeld(rig.table, { ...answer, execute: false });
    expect(held).toHaveLength(3);
    await answerHeld(rig.table, { ...answer, execute: true });
    for (const id of held) await rig.look({ orderId: id, cause: 'agenda' });
    expect(rig.kinds().filter((kind) => kind === 'removed')).toHaveLength(8);
  });
});

describe('a paused destination', () => {
  it('has its deliveries noted, and gets them in order when it is resumed', async () => {
    const rig = createFanOutRig();
    await pauseDestination({ table: rig.table, now: () => rig.now }, 'crm');
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    rig.orders.set('order-1', buildOrder({ address: { city: 'Shelbyville' } }));
    await rig.ready();
    expect(rig.sent).toEqual([]);
    const sequences: string[] = [];
    const send = async ({ sequence }: EventContent) => void sequences.push(sequence);
    const listAccounts = async () => ['default'];
    const deps = { table: rig.table, revisions: rig.revisions, now: () => rig.now, listAccounts, send };
    expect(await resumeDestination(deps, 'crm', 'queue')).toBe(2);
    expect(sequences).toEqual(['0001-00000001', '0001-00000002']);
    rig.orders.set('order-1', buildOrder({ address: { city: 'Ogdenville' } }));
    await rig.ready();
    expect(rig.kinds()).toEqual(['updated']);
  });
});
