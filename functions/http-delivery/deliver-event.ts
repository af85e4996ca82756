import type { Order } from '../../shared/cubicasa/index.ts';
import type { DeliveryMessage } from '../../shared/delivery/delivery-message.ts';
import type { AttemptOutcome } from '../../shared/delivery/next-attempt.ts';
import { signWebhook } from '../../shared/delivery/sign-webhook.ts';
import type { SigningSecrets } from '../../shared/delivery/signing-secret.ts';
import type { Bucket } from '../../shared/storage/bucket.ts';
import { freshenEvent, hasOldLinks } from './freshen-event.ts';
import type { EventPost } from './post-event.ts';

export interface DeliverEventDeps {
  readonly loadSecrets: () => Promise<SigningSecrets>;
  /** The order as CubiCasa shows it now; nothing where it cannot be read, for whatever reason. */
  readonly readOrder: (account: string, orderId: string) => Promise<Order | undefined>;
  /** Where content too large for a message lies. */
  readonly largeEvents: Bucket;
  readonly post: (post: Pick<EventPost, 'body' | 'headers'>) => Promise<AttemptOutcome>;
  readonly now: () => number;
}

/** One attempt: fresh links where they may have expired, a signature of this moment, one POST. */
export async function deliverEvent(message: DeliveryMessage, deps: DeliverEventDeps): Promise<AttemptOutcome> {
  const body = await withFreshLinks(message, deps);
  const headers = signWebhook(message.event.id, body, await deps.loadSecrets(), deps.now());
  return deps.post({ body, headers });
}

/** Old links are better than no event: a consumer that cannot use them answers so and gets a later attempt. */
async function withFreshLinks(message: DeliveryMessage, deps: DeliverEventDeps): Promise<string> {
  const { event, account, text } = message;
  if (!hasOldLinks(event, deps.now())) return text;
  const order = await deps.readOrder(account, event.subject);
  return order === undefined ? text : freshenEvent(event, message, order, deps.largeEvents);
}
