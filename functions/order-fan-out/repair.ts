import type { WebhookTrigger } from '../../shared/accounts/webhook-settings.ts';
import type { OrderChange } from '../../shared/orders/order-change.ts';
import type { RevisionKind } from '../../shared/orders/revision-kind.ts';
import type { Look } from './look.ts';
import { latestWebhookAt } from './webhook-at.ts';

/** A webhook this close to a sweep's find means that the channel works after all (DESIGN 5). */
export const REPAIR_WINDOW_MS = 600_000;

/** The trigger that tells of a transition (CONTRACT 3.2); the others only a sweep can find. */
const TRIGGERS: Readonly<Partial<Record<RevisionKind, WebhookTrigger>>> = {
  draft: 'moved_to_draft',
  submitted: 'moved_to_pending',
  'first-delivery': 'moved_to_ready',
  'change-delivered': 'moved_to_ready',
  'quick-edit': 'moved_to_ready',
  'product-added': 'moved_to_ready',
  redelivered: 'moved_to_ready',
  fixing: 'moved_to_fixing',
};

/** A revision that a sweep found, on a transition with a subscribed trigger, while none came in the ten minutes before. */
export function isSuspectedRepair(
  look: Pick<Look, 'changes' | 'kept' | 'triggers' | 'now'>,
  kind: RevisionKind,
): boolean {
  const { changes, kept, triggers, now } = look;
  if (!changes.some(({ cause, backfill }) => cause === 'sweep' && backfill !== true)) return false;
  const trigger = TRIGGERS[kind];
  return trigger !== undefined && triggers.includes(trigger) && !hadWebhook(kept.record.webhookAt, changes, now);
}

/** Whether a webhook came within the window on either side of `at`. */
export function hadWebhook(webhookAt: string | null, changes: readonly OrderChange[], at: number): boolean {
  const latest = latestWebhookAt({ webhookAt }, changes);
  return latest !== null && Math.abs(Date.parse(latest) - at) <= REPAIR_WINDOW_MS;
}
