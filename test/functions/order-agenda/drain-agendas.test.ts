import { describe, expect, it } from 'vitest';
import { drainAgendas } from '../../../functions/order-agenda/drain-agendas.ts';
import { updateAgenda } from '../../../shared/orders/agenda.ts';
import type { OrderChange } from '../../../shared/orders/order-change.ts';
import { createMemoryQueue } from '../../support/memory-queue.ts';
import { createMemoryTable } from '../../support/memory-table.ts';
import { START } from '../../support/order-builder.ts';

const MINUTE = 60_000;

async function createRig(accounts: readonly string[]) {
  const table = createMemoryTable();
  const orderChanges = createMemoryQueue();
  const dueAt = new Date(START).toISOString();
  for (const account of accounts) {
    await updateAgenda(table, account, 'order-1', () => [{ reason: 'stale-read', dueAt, attempt: 1 }]);
  }
  const served = () => orderChanges.messages.map(({ body }) => (JSON.parse(body) as OrderChange).account);
  return { table, orderChanges, served };
}

describe('[P6] the agendas of all accounts', () => {
  const accounts = Array.from({ length: 60 }, (_, index) => `customer-${index}`);

  it('begin with another account each minute, so that none is always the last', async () => {
    const { served, ...deps } = await createRig(accounts);
    for (let minute = 0; minute < accounts.length; minute++) {
      let asked = 0;
      // Ten accounts are begun, and the first of them sends.
      const hasTime = () => ++asked <= 11;
      await drainAgendas(accounts, { ...deps, hasTime, now: () => START + minute * MINUTE });
    }
    expect(new Set(served()).size).toBe(accounts.length);
  });

  it('are drained although one of them cannot be, and that is said at the end', async () => {
    const { served, table, orderChanges } = await createRig(accounts);
    const get: typeof table.get = (key) =>
      key.pk.startsWith('customer-7#') ? Promise.reject(new Error('away')) : table.get(key);
    const deps = { table: { ...table, get }, orderChanges, hasTime: () => true, now: () => START };
    await expect(drainAgendas(accounts, deps)).rejects.toThrow('1 accounts');
    expect(new Set(served()).size).toBe(accounts.length - 1);
  });
});
