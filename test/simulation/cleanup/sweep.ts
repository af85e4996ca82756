import { noteCreators } from '../../../functions/order-sweep/note-creators.ts';
import type { Order } from '../../../shared/cubicasa/index.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { type KeptOrder, newOrderRecord, parseOrderRecord, saveOrder } from '../../../shared/orders/order-record.ts';
import { saveSweepRun } from '../../../shared/orders/sweep-run.ts';
import { ACCOUNT, iso, type ModelOrder, type World } from './world.ts';

/** What the order side leaves in the ledger: orders that changed, whose they are, and that a sweep was completed. */
export async function sweep(world: World): Promise<void> {
  const { table, now, people, faulty, chance } = world;
  for (const order of people.flatMap(({ orders }) => orders)) {
    if (order.read === (order.open ? 'open' : 'closed')) continue;
    await list(world, order);
    if (!faulty || chance.below(0.3)) await read(world, order);
  }
  const counts = { orders: 0, drifted: 0, refusedStatuses: [] };
  await saveSweepRun(table, ACCOUNT, { v: 1, kind: 'open', startedAt: iso(now), completedAt: iso(now), ...counts });
}

async function list({ table, now }: World, order: ModelOrder): Promise<void> {
  order.told = order.open ? 'open' : 'closed';
  const info = { created_at: order.at / 1_000, created_by: order.shown, status: order.open ? 'Fixing' : 'Ready' };
  await noteCreators(ACCOUNT, [{ id: order.id, info } as Order], { table, now: () => now });
}

/** What order-fan-out makes of it, now or with a later sweep. */
async function read({ table, now }: World, order: ModelOrder): Promise<void> {
  order.read = order.told;
  const { record, rev } = await loadOrder(table, order.id, iso(now));
  const standing = order.open
    ? { status: 'Fixing', deliveredAt: record.deliveredAt }
    : { status: 'Ready', deliveredAt: iso(now) };
  await saveOrder(table, { ...record, ...standing, changedAt: iso(now) }, rev);
}

async function loadOrder(table: Table, orderId: string, now: string): Promise<KeptOrder> {
  const item = await table.get(keys.order(ACCOUNT, orderId));
  if (item === undefined) return { record: newOrderRecord(ACCOUNT, orderId, now), rev: 'absent' };
  return { record: parseOrderRecord(item), rev: item.rev };
}
