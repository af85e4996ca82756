import type { Throttle } from './read-routes.ts';

/** API Gateway's throttle: a burst, refilled at a steady rate. Answers whether a request may pass. @param now in ms */
export function createTokenBucket({ ratePerSecond, burst }: Throttle): (now: number) => boolean {
  let tokens = burst;
  let filledAt: number | undefined;
  return (now) => {
    tokens = Math.min(burst, tokens + ((now - (filledAt ?? now)) * ratePerSecond) / 1_000);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
