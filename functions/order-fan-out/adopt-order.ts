import { saveOrder } from '../../shared/orders/order-record.ts';
import { adoptedOrderKey } from '../../shared/orders/revision-content.ts';
import type { DecidedOrder } from './decide-order.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import type { Look } from './look.ts';
import { believedRecord } from './read-record.ts';

/** The content becomes known without a revision: later ones are compared with it. */
export async function adoptOrder(
  look: Look,
  decided: DecidedOrder,
  deps: FanOutDeps,
  { tentative } = { tentative: false },
): Promise<Look> {
  const contentKey = adoptedOrderKey(look.account, look.orderId, decided.content.hash);
  await deps.revisions.putOnce(contentKey, JSON.stringify(decided.order), 'application/json');
  const record = { ...believedRecord(look, decided), contentKey, tentative };
  return { ...look, kept: await saveOrder(deps.table, record, look.kept.rev) };
}
