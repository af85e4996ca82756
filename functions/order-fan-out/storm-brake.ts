import type { Difference } from '../../shared/orders/diff-orders.ts';
import { digestSignature, loadHeldVerdict } from '../../shared/orders/held-path.ts';
import { GROUPS_PER_ACCOUNT, orderChangeGroup } from '../../shared/orders/order-change.ts';
import { isOwedLook } from '../../shared/orders/owed-look.ts';
import {
  addToStorm,
  changeSignature,
  isStorm,
  loadStorm,
  NO_COUNTS,
  type StormCounts,
} from '../../shared/orders/storm.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import type { Look } from './look.ts';

export type StormJudgement =
  | { readonly verdict: 'send' | 'ignore' }
  | { readonly verdict: 'hold'; readonly path: string };

/** Counts a read that no webhook asked for: what a storm is a share of. */
export async function countRead(look: Look, deps: FanOutDeps): Promise<void> {
  if (!isUnasked(look)) return;
  await addToStorm(deps.table, stormPlace(look), { ...NO_COUNTS, reads: 1 });
}

/**
 * Whether a change may go out. Many orders that change at the same paths, without a webhook and within an hour, are
 * a change of CubiCasa's format rather than of the orders: they wait for a person, however quiet later hours are.
 */
export async function judgeStorm(
  look: Look,
  differences: readonly Difference[],
  deps: FanOutDeps,
): Promise<StormJudgement> {
  const signature = changeSignature(differences);
  if (signature === '' || signature.split(' ').includes('info.status')) return { verdict: 'send' };
  if (!isUnasked(look)) return { verdict: 'send' };
  const answered = await loadHeldVerdict(deps.table, look.account, signature);
  if (answered !== undefined) return { verdict: answered.verdict === 'accept' ? 'send' : 'ignore' };
  if (look.kept.record.held?.path === signature) return { verdict: 'hold', path: signature };
  const counts = await countChange(look, signature, deps);
  return isStorm(counts, digestSignature(signature)) ? { verdict: 'hold', path: signature } : { verdict: 'send' };
}

export function stormPlace({ account, orderId, now }: Pick<Look, 'account' | 'orderId' | 'now'>) {
  return { account, hour: new Date(now).toISOString().slice(0, 13), group: orderChangeGroup(orderId) };
}

async function countChange(look: Look, signature: string, { table }: FanOutDeps): Promise<StormCounts> {
  const place = stormPlace(look);
  await addToStorm(table, place, { ...NO_COUNTS, reads: 1, changes: { [digestSignature(signature)]: 1 } });
  return loadStorm(table, look.account, place.hour, GROUPS_PER_ACCOUNT);
}

/** Webhooks tell of single orders: what they ask for is never held, nor what a later look makes up for one of them. */
function isUnasked({ changes, answered, kept: { record } }: Look): boolean {
  if (changes.some(({ cause }) => cause === 'webhook')) return false;
  const wasTold = record.webhookAt !== null && record.webhookAt > record.changedAt;
  return !(wasTold && isOwedLook(answered, changes));
}
