import { createPlaces, type TakePlace } from './places.ts';
import type { Sleep } from './sleep.ts';
import { TransportError } from './transport.ts';

export interface LimiterOptions {
  /** Calls in flight at once. */
  readonly concurrency: number;
  /** Rate of the token bucket, which also holds one second's worth. `Infinity` for none. */
  readonly requestsPerSecond: number;
  readonly now: () => number;
  readonly sleep: Sleep;
}

/**
 * Waits for a place and a token, and gives back what frees the place. Counts in this process only.
 * @throws TransportError, nothing sent, when that takes longer than `patienceMs`; or the signal's reason.
 */
export type Limiter = TakePlace;

export function createLimiter({ concurrency, requestsPerSecond, now, sleep }: LimiterOptions): Limiter {
  const takePlace = createPlaces(concurrency);
  const bucket = createTokenBucket(requestsPerSecond, now);
  return async (patienceMs, signal) => {
    signal?.throwIfAborted();
    const startedAt = now();
    const free = await takePlace(patienceMs, signal);
    const waitMs = bucket.take();
    if (waitMs === 0) return free;
    try {
      if (now() - startedAt + waitMs > patienceMs) throw new TransportError('timeout', false);
      await sleep(waitMs, signal);
      return free;
    } catch (error) {
      free();
      bucket.giveBack();
      throw error;
    }
  };
}

interface TokenBucket {
  /** Takes a token, ahead of time if need be, and says how many milliseconds until it is there. */
  take(): number;
  /** Of a call that waited in vain. */
  giveBack(): void;
}

function createTokenBucket(perSecond: number, now: () => number): TokenBucket {
  if (perSecond === Number.POSITIVE_INFINITY) return { take: () => 0, giveBack: () => {} };
  const capacity = Math.max(1, perSecond);
  let tokens = capacity;
  let filledAt = now();
  return {
    take() {
      const at = now();
      tokens = Math.min(capacity, tokens + (Math.max(0, at - filledAt) / 1000) * perSecond) - 1;
      filledAt = at;
      return tokens >= 0 ? 0 : Math.ceil((-tokens / perSecond) * 1000);
    },
    giveBack() {
      tokens += 1;
    },
  };
}
