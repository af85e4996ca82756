import { describe, expect, it } from 'vitest';
import { keys } from '../../../shared/ledger/keys.ts';
import { recordActivity } from '../../../shared/users/activity.ts';
import { createMemoryTable } from '../../support/memory-table.ts';

const activityOf = async (table: ReturnType<typeof createMemoryTable>, address: string) =>
  (await table.get(keys.activity('default', address)))?.data;

describe('activity of an address', () => {
  it('counts each order once, under one spelling, and keeps the newest', async () => {
    const table = createMemoryTable();
    await recordActivity(table, 'default', {
      address: 'Ana@Agency.example',
      orderId: 'o2',
      at: '2026-03-02T00:00:00.000Z',
    });
    await recordActivity(table, 'default', {
      address: ' ana@agency.EXAMPLE',
      orderId: 'o1',
      at: '2026-03-01T00:00:00.000Z',
    });
    await recordActivity(table, 'default', {
      address: 'ana@agency.example',
      orderId: 'o2',
      at: '2026-03-02T00:00:00.000Z',
    });
    expect(await activityOf(table, 'ana@agency.example')).toEqual({
      v: 1,
      address: 'ana@agency.example',
      orders: 2,
      lastOrderId: 'o2',
      lastAt: '2026-03-02T00:00:00.000Z',
    });
  });

  it('keeps orders that show nobody apart', async () => {
    const table = createMemoryTable();
    await recordActivity(table, 'default', { address: null, orderId: 'o1', at: '2026-03-01T00:00:00.000Z' });
    expect(await activityOf(table, '-')).toMatchObject({ orders: 1, lastOrderId: 'o1' });
  });

  it('lists the orders of an address', async () => {
    const table = createMemoryTable();
    await recordActivity(table, 'default', {
      address: 'ana@agency.example',
      orderId: 'o1',
      at: '2026-03-01T00:00:00.000Z',
    });
    const { items } = await table.listByTime(keys.ordersOf('default', 'ana@agency.example'));
    expect(items.map(({ data }) => data)).toMatchObject([{ orderId: 'o1' }]);
  });
});
