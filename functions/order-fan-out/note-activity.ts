import type { Order } from '../../shared/cubicasa/index.ts';
import { recordActivity } from '../../shared/users/activity.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import type { Look } from './look.ts';

/** Who made the order counts as activity of that address, once: evidence for user cleanup. */
export async function noteActivity(look: Look, order: Order, { table }: FanOutDeps): Promise<void> {
  const address = order.info?.created_by;
  const createdAt = order.info?.created_at;
  if (look.kept.record.content !== null || !address || !createdAt) return;
  const at = new Date(createdAt * 1_000).toISOString();
  await recordActivity(table, look.account, { address, orderId: order.id, at });
}
