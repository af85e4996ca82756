export interface LimiterOptions {
  /** Calls in flight at once. */
  readonly concurrency: number;
  /** Rate of the token bucket, which also holds one second's worth. `Infinity` for none. */
  readonly requestsPerSecond: number;
  readonly now: () => number;
  readonly sleep: Sleep;
}

/** Resolves after `ms`; rejects with the signal's reason as soon as it is aborted. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Waits for a place and a token, and gives back what frees the place. Counts in this process only. */
export type Limiter = (signal?: AbortSignal) => Promise<() => void>;

export function createLimiter({ concurrency, requestsPerSecond, now, sleep }: LimiterOptions): Limiter {
  const takePlace = createPlaces(concurrency);
  const takeToken = createTokenBucket(requestsPerSecond, now);
  return async (signal) => {
    signal?.throwIfAborted();
    const free = await takePlace(signal);
    const waitMs = takeToken();
    if (waitMs === 0) return free;
    try {
      await sleep(waitMs, signal);
      return free;
    } catch (error) {
      free();
      throw error;
    }
  };
}

function createPlaces(concurrency: number): Limiter {
  let taken = 0;
  const waiting = new Set<() => void>();

  function free(): void {
    taken -= 1;
    const [next] = waiting;
    if (next !== undefined) next();
  }

  function take(): () => void {
    taken += 1;
    let held = true;
    return () => {
      if (held) free();
      held = false;
    };
  }

  return async (signal) => {
    if (taken < concurrency) return take();
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        waiting.delete(enter);
        reject(signal?.reason);
      };
      const enter = (): void => {
        waiting.delete(enter);
        signal?.removeEventListener('abort', onAbort);
        resolve(take());
      };
      waiting.add(enter);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  };
}

/** Takes a token, ahead of time if need be, and says how many milliseconds until it is there. */
function createTokenBucket(perSecond: number, now: () => number): () => number {
  if (perSecond === Number.POSITIVE_INFINITY) return () => 0;
  const capacity = Math.max(1, perSecond);
  let tokens = capacity;
  let filledAt = now();
  return () => {
    const at = now();
    tokens = Math.min(capacity, tokens + (Math.max(0, at - filledAt) / 1000) * perSecond) - 1;
    filledAt = at;
    return tokens >= 0 ? 0 : Math.ceil((-tokens / perSecond) * 1000);
  };
}
