import { describe, expect, it } from 'vitest';
import { drainAgenda } from '../../../functions/order-agenda/drain-agenda.ts';
import { recordFailure } from '../../../shared/accounts/api-failure.ts';
import { afterPause, updateBreaker } from '../../../shared/accounts/breaker.ts';
import { updateAgenda } from '../../../shared/orders/agenda.ts';
import type { OrderChange } from '../../../shared/orders/order-change.ts';
import { createMemoryQueue } from '../../support/memory-queue.ts';
import { createMemoryTable } from '../../support/memory-table.ts';
import { START } from '../../support/order-builder.ts';

async function createRig(orders: number) {
  const table = createMemoryTable();
  const orderChanges = createMemoryQueue({ dedupe: true });
  const rig = { table, orderChanges, now: START };
  for (let index = 0; index < orders; index++) {
    const dueAt = new Date(START + index * 60_000).toISOString();
    await updateAgenda(table, 'default', `order-${index}`, () => [{ reason: 'stale-read', dueAt, attempt: 1 }]);
  }
  const drain = () => drainAgenda('default', { table, orderChanges, now: () => rig.now, hasTime: () => true });
  const sent = () => orderChanges.messages.map(({ body }) => JSON.parse(body) as OrderChange);
  return { ...rig, rig, drain, sent };
}

describe('the agenda', () => {
  it('sends the orders whose time has come, and no others', async () => {
    const { drain, sent, rig } = await createRig(3);
    rig.now = START + 60_000;
    await drain();
    expect(sent().map(({ orderId, cause }) => [orderId, cause])).toEqual([
      ['order-0', 'agenda'],
      ['order-1', 'agenda'],
    ]);
  });

  it('sends an order once while its look is on the way, and again when the look never came', async () => {
    const { drain, sent, rig } = await createRig(1);
    await drain();
    rig.now += 60_000;
    await drain();
    expect(sent()).toHaveLength(1);
    rig.now += 900_000;
    await drain();
    expect(sent()).toHaveLength(2);
  });

  it('[P6] sends no more than an account reads: what is on its way counts', async () => {
    const { drain, sent, rig } = await createRig(2_000);
    rig.now = START + 2_000 * 60_000;
    await drain();
    expect(sent()).toHaveLength(400);
    for (let minute = 0; minute < 5; minute++) {
      rig.now += 60_000;
      await drain();
    }
    expect(sent()).toHaveLength(400);
  });

  it('[P6] probes each minute, though a look comes a moment after the drain that sent it', async () => {
    const { drain, sent, rig, table } = await createRig(1);
    await recordFailure(table, 'default', { reason: 'refused', now: START - 120_000 }, () => {});
    for (let minute = 0; minute < 10; minute++) {
      rig.now = START + minute * 60_000;
      await drain();
      const looked = rig.now + 300;
      await recordFailure(table, 'default', { reason: 'refused', now: looked }, () => {});
      const dueAt = new Date(looked + 60_000).toISOString();
      await updateAgenda(table, 'default', 'order-0', () => [{ reason: 'parked', dueAt, attempt: minute }]);
    }
    expect(sent()).toHaveLength(10);
  });

  it('[P6] sends one probe a minute while the account is parked', async () => {
    const { drain, sent, rig, table } = await createRig(50);
    await recordFailure(table, 'default', { reason: 'refused', now: START }, () => {});
    rig.now = START + 3_000_000;
    await drain();
    await drain();
    expect(sent()[0]?.cause).toBe('probe');
    expect(sent().length).toBeLessThanOrEqual(2);
  });

  it('sends nothing, not even a probe, while an operator has paused the account', async () => {
    const { drain, sent, rig, table } = await createRig(3);
    await updateBreaker(table, 'default', (breaker) => afterPause(breaker, START));
    rig.now = START + 3_000_000;
    expect(await drain()).toBe(0);
    expect(sent()).toEqual([]);
  });
});
