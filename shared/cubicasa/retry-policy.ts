import type { HttpMethod } from './operations.ts';
import type { TransportFailure } from './transport.ts';

/** How one attempt ended without success. */
export type Failure =
  | { readonly kind: 'answer'; readonly status: number }
  | { readonly kind: 'no-answer'; readonly failure: TransportFailure; readonly sent: boolean };

const MAX_ATTEMPTS = 4;
const BASE_DELAY_MS = 250;
const MAX_DELAY_MS = 8000;
const RETRIED_STATUSES = new Set([408, 429, 500, 502, 503, 504]);

/**
 * A read may be repeated, after 408 and 500 too, which CONTRACT 1.7 does not name; a write only where no byte of it can
 * have been sent (CONTRACT 1.8).
 */
export function shouldRetry(method: HttpMethod, failure: Failure, attempt: number): boolean {
  if (attempt >= MAX_ATTEMPTS) return false;
  if (failure.kind === 'answer') return method === 'GET' && RETRIED_STATUSES.has(failure.status);
  if (failure.failure === 'aborted' || failure.failure === 'too-large') return false;
  return method === 'GET' || !failure.sent;
}

/** A write was sent and neither clearly done nor clearly refused. */
export function isAmbiguous(method: HttpMethod, failure: Failure): boolean {
  if (method === 'GET') return false;
  return failure.kind === 'answer' ? failure.status >= 500 || failure.status === 408 : failure.sent;
}

/** Full jitter over doubling spans; the first repeat on a lost connection is at once; `Retry-After` rules where given. */
export function retryDelayMs(failure: Failure, attempt: number, random: () => number, retryAfterMs?: number): number {
  if (retryAfterMs !== undefined) return retryAfterMs;
  if (attempt === 1 && failure.kind === 'no-answer' && failure.failure === 'reset') return 0;
  return Math.floor(random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** attempt));
}
