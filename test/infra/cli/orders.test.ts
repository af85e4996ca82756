import { describe, expect, it } from 'vitest';
import { pauseDestination, resumeDestination } from '../../../infra/cli/destinations/pause-resume.ts';
import { answerHeld } from '../../../infra/cli/orders/answer-held.ts';
import { findOrders } from '../../../infra/cli/orders/find-orders.ts';
import { showOrder } from '../../../infra/cli/orders/show-order.ts';
import type { EventContent } from '../../../shared/delivery/event.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { loadHeldVerdict } from '../../../shared/orders/held-path.ts';
import { newOrderRecord, saveOrder } from '../../../shared/orders/order-record.ts';
import { createFanOutRig } from '../../support/fan-out-rig.ts';
import { createMemoryTable } from '../../support/memory-table.ts';
import { buildOrder } from '../../support/order-builder.ts';

async function delivered() {
  const rig = createFanOutRig();
  rig.orders.set('order-1', buildOrder());
  await rig.ready();
  rig.orders.set('order-1', buildOrder({ address: { city: 'Shelbyville' } }));
  await rig.ready();
  return rig;
}

/** Makes the index answer in pages of so many, and counts them. */
function countPages(table: Table, limit: number) {
  const { listByTime } = table;
  const pages = { count: 0 };
  table.listByTime = async (partition, options) => {
    pages.count += 1;
    return listByTime(partition, { ...options, limit });
  };
  return pages;
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

  it('[P6] finds a removed order by its id, and says that it was removed', async () => {
    const rig = createFanOutRig();
    await rig.removeDrafts(1);
    const query = { account: 'default', limit: 10 };
    expect(await findOrders(rig.table, { ...query, name: 'order-0' })).toMatchObject([{ status: 'Removed' }]);
    expect(await findOrders(rig.table, { ...query, name: 'order-0', status: 'removed' })).toHaveLength(1);
    expect(await findOrders(rig.table, { ...query, name: 'order-0', held: true })).toEqual([]);
    expect(await findOrders(rig.table, query)).toEqual([]);
  });

  it('lists open and delivered orders as one, newest first, and reads no further than its limit', async () => {
    const table = createMemoryTable();
    for (let day = 1; day <= 8; day++) {
      const at = `2026-05-0${day}T12:00:00.000Z`;
      const state = day % 2 === 0 ? { status: 'Ready', deliveredAt: at } : { status: 'Draft' };
      await saveOrder(table, { ...newOrderRecord('default', `order-${day}`, at), ...state }, 'absent');
    }
    const pages = countPages(table, 2);
    const found = async (limit: number) =>
      (await findOrders(table, { account: 'default', limit })).map(({ orderId }) => orderId);
    expect(await found(3)).toEqual(['order-8', 'order-7', 'order-6']);
    expect(pages.count).toBe(2);
    expect(await found(100)).toEqual([8, 7, 6, 5, 4, 3, 2, 1].map((day) => `order-${day}`));
  });

  it('shows what an order is held for in the words that answer it', async () => {
    const rig = createFanOutRig();
    await rig.removeDrafts(8);
    const [held, ...others] = await findOrders(rig.table, { account: 'default', held: true, limit: 10 });
    expect(held).toMatchObject({ heldFor: 'removals', path: 'removed' });
    expect(others).toHaveLength(2);
  });
});

describe('held changes', () => {
  it.each([false, true])('are answered only at a path that orders are held for (%s)', async (execute) => {
    const rig = createFanOutRig();
    const answer = { account: 'default', path: 'removals: removed', verdict: 'accept', execute, now: rig.now } as const;
    await expect(answerHeld(rig.table, answer)).rejects.toThrow('held are none at all');
    await rig.removeDrafts(8);
    await expect(answerHeld(rig.table, answer)).rejects.toThrow(
      "no order of account default is held for 'removals: removed'; held are 'removed'",
    );
    expect(await loadHeldVerdict(rig.table, 'default', answer.path)).toBeUndefined();
  });

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
