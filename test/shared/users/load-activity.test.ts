import { describe, expect, it } from 'vitest';
import { newOrderRecord, saveOrder } from '../../../shared/orders/order-record.ts';
import { recordActivity } from '../../../shared/users/activity.ts';
import { loadActivity } from '../../../shared/users/load-activity.ts';
import { createMemoryTable } from '../../support/memory-table.ts';

const NOW = Date.parse('2026-06-01T00:00:00.000Z');
const daysAgo = (days: number) => new Date(NOW - days * 86_400_000).toISOString();

/** An open order, and every address it showed in turn. */
async function loadWith(addresses: readonly (string | null)[], changedAt = daysAgo(3)) {
  const table = createMemoryTable();
  for (const address of addresses) await recordActivity(table, 'default', { address, orderId: 'o', at: daysAgo(50) });
  await saveOrder(table, { ...newOrderRecord('default', 'o', changedAt), status: 'Pending' }, 'absent');
  return loadActivity(table, 'default', NOW);
}

describe('[P7] an open order', () => {
  it('is of whoever made it', async () => {
    expect((await loadWith(['Ana@agency.example'])).withOpenOrder).toEqual(new Set(['ana@agency.example']));
  });

  it('is of everybody it ever showed', async () => {
    const { withOpenOrder, byAddress } = await loadWith([
      'ana@agency.example',
      'bob@agency.example',
      'ana@agency.example',
    ]);
    expect(withOpenOrder).toEqual(new Set(['ana@agency.example', 'bob@agency.example']));
    expect([...byAddress.keys()]).toEqual(['ana@agency.example', 'bob@agency.example']);
  });

  it('that shows nobody any more is still of whom it showed', async () => {
    expect((await loadWith(['ana@agency.example', null])).withOpenOrder).toContain('ana@agency.example');
  });

  it('speaks for nobody once it did not change for 30 days', async () => {
    expect((await loadWith(['ana@agency.example'], daysAgo(31))).withOpenOrder).toEqual(new Set());
  });

  it('that a sweep listed speaks for a day for everybody it ever showed, read or not', async () => {
    const table = createMemoryTable();
    const made = { orderId: 'o', at: daysAgo(50) };
    await recordActivity(table, 'default', { ...made, address: 'ana@agency.example' });
    await recordActivity(table, 'default', { ...made, address: 'bob@agency.example', seenOpenAt: daysAgo(0.9) });
    const people = new Set(['ana@agency.example', 'bob@agency.example']);
    expect((await loadActivity(table, 'default', NOW)).withOpenOrder).toEqual(people);
    expect((await loadActivity(table, 'default', NOW + 86_400_000)).withOpenOrder).toEqual(new Set());
  });
});
