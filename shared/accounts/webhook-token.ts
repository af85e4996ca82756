import { hash, timingSafeEqual } from 'node:crypto';
import type { AccountSecret } from './account-secret.ts';

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** Which of the two valid tokens was presented, compared in constant time over their digests; an empty one never matches. */
export function matchToken(
  secret: Pick<AccountSecret, 'webhookToken' | 'previousWebhookToken'>,
  presented: string,
): 'current' | 'previous' | undefined {
  const given = digest(presented);
  const current = timingSafeEqual(given, digest(secret.webhookToken)) && secret.webhookToken !== '';
  const previousToken = secret.previousWebhookToken ?? '';
  const previous = timingSafeEqual(given, digest(previousToken)) && previousToken !== '';
  if (current) return 'current';
  return previous ? 'previous' : undefined;
}
