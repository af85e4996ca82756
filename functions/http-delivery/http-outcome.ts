import { parseRetryAfter } from '../../shared/cubicasa/retry-after.ts';
import type { AttemptOutcome } from '../../shared/delivery/next-attempt.ts';

/**
 * What a consumer's answer means: 2xx is delivered, 410 wants nothing any more, all else is tried again, since whoever
 * answers 400 or 404 today may be mended tomorrow. Redirects are not followed.
 */
export function httpOutcome(status: number, retryAfter: string | undefined, now: number): AttemptOutcome {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 410) return { kind: 'gone' };
  return { kind: 'failed', reason: `status-${status}`, retryAfterMs: parseRetryAfter(retryAfter, now) };
}
