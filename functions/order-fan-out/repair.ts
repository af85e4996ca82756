import type { OrderChange } from '../../shared/orders/order-change.ts';
import type { RevisionKind } from '../../shared/orders/revision-kind.ts';
import type { Look } from './look.ts';
import { latestWebhookAt } from './webhook-at.ts';

/** A webhook this close to a sweep's find means that the channel works after all (DESIGN 5). */
export const REPAIR_WINDOW_MS = 600_000;

/** Transitions that CubiCasa calls about (CONTRACT 3.2); the others only a sweep can find. */
const TOLD_BY_WEBHOOK: readonly RevisionKind[] = [
  'draft',
  'submitted',
  'first-delivery',
  'change-delivered',
  'quick-edit',
  'product-added',
  'redelivered',
  'fixing',
];

/** A revision that a sweep found, on a transition with a webhook, while none came in the ten minutes before. */
export function isSuspectedRepair(look: Pick<Look, 'changes' | 'kept' | 'now'>, kind: RevisionKind): boolean {
  const { changes, kept, now } = look;
  if (!changes.some(({ cause, backfill }) => cause === 'sweep' && backfill !== true)) return false;
  return TOLD_BY_WEBHOOK.includes(kind) && !hadWebhook(kept.record.webhookAt, changes, now);
}

/** Whether a webhook came within the window on either side of `at`. */
export function hadWebhook(webhookAt: string | null, changes: readonly OrderChange[], at: number): boolean {
  const latest = latestWebhookAt({ webhookAt }, changes);
  return latest !== null && Math.abs(Date.parse(latest) - at) <= REPAIR_WINDOW_MS;
}
