import { forEachAtOnce } from '../../shared/concurrency/for-each-at-once.ts';
import type { Order } from '../../shared/cubicasa/index.ts';
import { isOpenStatus } from '../../shared/orders/order-record.ts';
import { recordActivity } from '../../shared/users/activity.ts';
import type { SweepDeps } from './sweep-deps.ts';

const AT_ONCE = 8;

/**
 * Who made the listed orders counts as active, and whose are open as at work, as soon as a sweep is complete, whether or
 * not anybody could read the orders since: user cleanup believes a completed sweep.
 */
export async function noteCreators(
  account: string,
  items: readonly Order[],
  { table, now }: Pick<SweepDeps, 'table' | 'now'>,
): Promise<void> {
  await forEachAtOnce(items, AT_ONCE, async ({ id, info }) => {
    const madeAt = new Date((info?.created_at ?? Number.NaN) * 1_000);
    // An order without a usable time is order-fan-out's to make known: it must not fail the sweep of all others.
    if (Number.isNaN(madeAt.getTime())) return;
    const open = isOpenStatus(String(info?.status)) ? { seenOpenAt: new Date(now()).toISOString() } : {};
    const made = { address: info?.created_by ?? null, orderId: id, at: madeAt.toISOString(), ...open };
    await recordActivity(table, account, made);
  });
}
