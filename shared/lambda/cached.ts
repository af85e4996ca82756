/** Loads again once the value is older than `ttlMs`, so that a rotated secret is seen; a failed load is not kept. */
export function cached<T>(load: () => Promise<T>, ttlMs: number, now: () => number): () => Promise<T> {
  let kept: { readonly value: Promise<T>; readonly at: number } | undefined;
  return () => {
    if (kept !== undefined && now() - kept.at < ttlMs) return kept.value;
    const value = load().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    kept = { value, at: now() };
    return value;
  };
}
