import type { CurrentDelivery } from './delivery-progress.ts';

/** How one attempt ended. `reason` is a stable code that goes to logs, metrics and the dead-letter queue. */
export type AttemptOutcome =
  | { readonly kind: 'delivered' }
  /** Might work later. */
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterMs?: number | undefined }
  /** No fault of destination or message, e.g. CubiCasa is away: waits without using up the budget. */
  | { readonly kind: 'postponed'; readonly reason: string; readonly waitMs: number }
  /** Will never work as it is. */
  | { readonly kind: 'undeliverable'; readonly reason: string }
  /** The consumer wants nothing any more. */
  | { readonly kind: 'gone' };

/** When a delivery is tried again, and how often at most. */
export interface RetryPolicy {
  /** Waits after the first, second, … attempt; the last one repeats. */
  readonly waitsSeconds: readonly number[];
  readonly budgetMs: number;
  readonly maxAttempts: number;
}

/** Seconds to hours over three days, about 30 attempts. */
export const THREE_DAYS: RetryPolicy = {
  waitsSeconds: [5, 15, 60, 300, 900, 1_800, 3_600, 7_200, 10_800],
  budgetMs: 3 * 86_400_000,
  maxAttempts: 60,
};

/** SQS allows 12 hours of invisibility since a message was received. */
const LONGEST_WAIT_SECONDS = 11 * 3_600;

export type NextAttempt =
  | { readonly do: 'wait'; readonly seconds: number; readonly reason: string }
  | { readonly do: 'give-up'; readonly reason: string };

/**
 * What follows a failed attempt. Waits carry up to a fifth of jitter; what the consumer asks for by `retryAfterMs` is
 * the least. The last wait ends with the budget, so that its whole length is used.
 */
export function nextAttempt(
  current: CurrentDelivery,
  outcome: Extract<AttemptOutcome, { kind: 'failed' }>,
  now: number,
  random: () => number,
  policy: RetryPolicy,
): NextAttempt {
  const leftMs = Date.parse(current.firstTriedAt) + policy.budgetMs - now;
  if (leftMs <= 0 || current.attempts >= policy.maxAttempts) return { do: 'give-up', reason: outcome.reason };
  const { waitsSeconds } = policy;
  const base = waitsSeconds[Math.min(current.attempts, waitsSeconds.length) - 1] ?? 0;
  const wanted = Math.max(base * (1 + 0.2 * random()), (outcome.retryAfterMs ?? 0) / 1_000);
  return { do: 'wait', seconds: boundWait(Math.min(wanted, leftMs / 1_000)), reason: outcome.reason };
}

/** Whole seconds that a message may be hidden for. */
export function boundWait(seconds: number): number {
  return Math.max(1, Math.min(LONGEST_WAIT_SECONDS, Math.ceil(seconds)));
}
