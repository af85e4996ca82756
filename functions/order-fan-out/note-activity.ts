import type { Order } from '../../shared/cubicasa/index.ts';
import { recordActivity } from '../../shared/users/activity.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import type { Look } from './look.ts';

/** Who made the order counts as activity of that address, also of a later address: evidence for user cleanup. */
export async function noteActivity(look: Look, { id, info }: Order, { table }: FanOutDeps): Promise<void> {
  const { rev, record } = look.kept;
  const address = info?.created_by ?? null;
  const counted = rev !== 'absent' && record.readAt !== null && record.createdBy === address;
  if (counted || !info?.created_at) return;
  const at = new Date(info.created_at * 1_000).toISOString();
  await recordActivity(table, look.account, { address, orderId: id, at });
}
