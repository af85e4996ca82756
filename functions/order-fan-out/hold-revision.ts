import { type HeldRevision, saveOrder } from '../../shared/orders/order-record.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import type { Look } from './look.ts';
import { listedHash } from './read-record.ts';

/** Nothing is sent until a person answers. One report, when it begins; what a sweep listed counts as looked into. */
export async function holdRevision(
  look: Look,
  held: Pick<HeldRevision, 'reason' | 'path' | 'hash'>,
  deps: FanOutDeps,
): Promise<Look> {
  const { record, rev } = look.kept;
  const listed = listedHash(look);
  const known = record.held?.hash === held.hash ? record.held : undefined;
  if (known !== undefined && listed === record.listed) return look;
  const since = known?.since ?? new Date(look.now).toISOString();
  const kept = await saveOrder(deps.table, { ...record, listed, unconfirmed: null, held: { ...held, since } }, rev);
  if (known === undefined)
    deps.report('revision-held', {
      account: look.account,
      orderId: look.orderId,
      reason: held.reason,
      path: held.path,
    });
  return { ...look, kept };
}
