import { keys } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { type KeptOrder, newOrderRecord, parseOrderRecord, saveOrder } from '../../../shared/orders/order-record.ts';
import { saveSweepRun } from '../../../shared/orders/sweep-run.ts';
import { recordActivity } from '../../../shared/users/activity.ts';
import { ACCOUNT, iso, type ModelOrder, type World } from './world.ts';

/** What the order side leaves in the ledger: orders that changed, whose they are, and that a sweep was completed. */
export async function sweep(world: World): Promise<void> {
  const { table, now } = world;
  for (const { orders } of world.people) {
    for (const order of orders) {
      if (order.told === null) await tell(world, order);
      else if (order.told === 'open' && !order.open) await close(world, order);
    }
  }
  const counts = { orders: 0, drifted: 0, refusedStatuses: [] };
  await saveSweepRun(table, ACCOUNT, { v: 1, kind: 'open', startedAt: iso(now), completedAt: iso(now), ...counts });
}

async function tell({ table, now }: World, order: ModelOrder): Promise<void> {
  order.told = order.open ? 'open' : 'closed';
  await recordActivity(table, ACCOUNT, { address: order.shown, orderId: order.id, at: iso(order.at) });
  const { record, rev } = await loadOrder(table, order.id, iso(now));
  await saveOrder(
    table,
    { ...record, status: order.open ? 'Pending' : 'Ready', deliveredAt: order.open ? null : iso(now) },
    rev,
  );
}

async function close({ table, now }: World, order: ModelOrder): Promise<void> {
  order.told = 'closed';
  const { record, rev } = await loadOrder(table, order.id, iso(now));
  await saveOrder(table, { ...record, status: 'Ready', deliveredAt: iso(now), changedAt: iso(now) }, rev);
}

async function loadOrder(table: Table, orderId: string, now: string): Promise<KeptOrder> {
  const item = await table.get(keys.order(ACCOUNT, orderId));
  if (item === undefined) return { record: newOrderRecord(ACCOUNT, orderId, now), rev: 'absent' };
  return { record: parseOrderRecord(item), rev: item.rev };
}
