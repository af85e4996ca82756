import { keys } from '../../shared/ledger/keys.ts';
import { saveOrder } from '../../shared/orders/order-record.ts';
import { parseRevisionItem, saveRevisionItem } from '../../shared/orders/revision-item.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import type { Look } from './look.ts';
import { hadWebhook, REPAIR_WINDOW_MS } from './repair.ts';

/** A sweep's find counts as a repair once its window passed without a webhook, and no more once one came. */
export async function judgeRepair(look: Look, deps: FanOutDeps): Promise<Look> {
  const { account, orderId, changes, now, kept } = look;
  const { repair, webhookAt } = kept.record;
  if (repair === null) return look;
  const foundAt = Date.parse(repair.at);
  const told = hadWebhook(webhookAt, changes, foundAt);
  if (!told && now - foundAt < REPAIR_WINDOW_MS) return look;
  const item = await deps.table.get(keys.revision(account, orderId, repair.sequence));
  if (item !== undefined) {
    await saveRevisionItem(deps.table, { ...parseRevisionItem(item), repair: told ? null : 'confirmed' });
  }
  if (!told) deps.report('revision-repaired', { account, orderId });
  return { ...look, kept: await saveOrder(deps.table, { ...kept.record, repair: null }, kept.rev) };
}
