const SECONDS = /^\d+(?:\.\d+)?$/;
const LONGEST_MS = 24 * 60 * 60 * 1000;

/** Milliseconds to wait by a `Retry-After` header: seconds or an HTTP date; undefined where it says nothing readable. */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  const text = value?.trim() ?? '';
  if (SECONDS.test(text)) return Math.min(LONGEST_MS, Math.ceil(Number(text) * 1000));
  const at = Date.parse(text);
  return Number.isNaN(at) || !/[a-z]/i.test(text) ? undefined : Math.min(LONGEST_MS, Math.max(0, at - nowMs));
}
