import { type HeldRevision, saveOrder } from '../../shared/orders/order-record.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import type { Look } from './look.ts';
import { listedHash } from './read-record.ts';

/**
 * Nothing is sent until a person answers; what a sweep listed counts as looked into. Reported when it begins and at each
 * daily look, since a crash may have swallowed the first report and what nobody hears of waits for ever.
 */
export async function holdRevision(
  look: Look,
  held: Pick<HeldRevision, 'reason' | 'path' | 'hash'>,
  deps: FanOutDeps,
): Promise<Look> {
  const { record, rev } = look.kept;
  const listed = listedHash(look);
  const known = record.held?.hash === held.hash ? record.held : undefined;
  const { reason, path } = held;
  if (known === undefined || look.due.some((entry) => entry.reason === 'held')) {
    deps.report('revision-held', { account: look.account, orderId: look.orderId, reason, path });
  }
  if (known !== undefined && listed === record.listed) return look;
  const since = known?.since ?? new Date(look.now).toISOString();
  const kept = await saveOrder(deps.table, { ...record, listed, unconfirmed: null, held: { ...held, since } }, rev);
  return { ...look, kept };
}
