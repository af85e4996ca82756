import { describe, expect, it } from 'vitest';
import { pauseDestination, resumeDestination } from '../../../infra/cli/destinations/pause-resume.ts';
import { answerHeld } from '../../../infra/cli/orders/answer-held.ts';
import { findOrders } from '../../../infra/cli/orders/find-orders.ts';
import { replayRevisions } from '../../../infra/cli/orders/replay-revisions.ts';
import { showOrder } from '../../../infra/cli/orders/show-order.ts';
import { addressEvent, type EventContent } from '../../../shared/delivery/event.ts';
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
  });
});

describe('[P4] orders replay', () => {
  const request = { account: 'default', destination: 'crm', orderId: 'order-1' };

  it('says in a dry run what it would send, and sends stored content under the same delivery id', async () => {
    const rig = await delivered();
    const sent: EventContent[] = [];
    const deps = { table: rig.table, revisions: rig.revisions, send: async (one: EventContent) => void sent.push(one) };
    const [planned] = await replayRevisions(deps, { ...request, execute: false });
    expect(sent).toEqual([]);
    expect(planned?.deliveryId).toBe(rig.events().at(-1)?.id);
    await replayRevisions(deps, { ...request, sequence: '0001-00000001', execute: true });
    expect(sent.map((content) => addressEvent(content, 'crm'))).toEqual([rig.events()[0]]);
  });

  it('takes the latest revision of each order since a day', async () => {
    const rig = await delivered();
    const deps = { table: rig.table, revisions: rig.revisions, send: async () => {} };
    const since = { account: 'default', destination: 'crm', since: '2026-04-01', execute: false };
    expect(await replayRevisions(deps, since)).toMatchObject([{ orderId: 'order-1', sequence: '0001-00000002' }]);
  });

  it('says so when nothing is stored', async () => {
    const rig = createFanOutRig();
    const deps = { table: rig.table, revisions: rig.revisions, send: async () => {} };
    await expect(replayRevisions(deps, { ...request, execute: true })).rejects.toThrow(/no revision to replay/);
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
