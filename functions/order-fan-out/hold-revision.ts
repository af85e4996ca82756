import { type HeldRevision, saveOrder } from '../../shared/orders/order-record.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import type { Look } from './look.ts';

/** Nothing is sent until a person answers; the next look decides anew. One report, when it begins. */
export async function holdRevision(
  look: Look,
  held: Pick<HeldRevision, 'reason' | 'path' | 'hash'>,
  deps: FanOutDeps,
): Promise<Look> {
  const { record, rev } = look.kept;
  if (record.held?.hash === held.hash) return look;
  const since = new Date(look.now).toISOString();
  const kept = await saveOrder(deps.table, { ...record, unconfirmed: null, held: { ...held, since } }, rev);
  deps.report('revision-held', { account: look.account, orderId: look.orderId, reason: held.reason, path: held.path });
  return { ...look, kept };
}
