const WINDOW_MS = 5 * 60_000;

/** Whether a deduplication id was sent within the last five minutes; if not, it is from now on. */
export function createDeduplication(now: () => number): (id: string) => boolean {
  const seen = new Map<string, number>();
  return (id) => {
    const at = now();
    for (const [old, sentAt] of seen) {
      if (at - sentAt < WINDOW_MS) break;
      seen.delete(old);
    }
    if (seen.has(id)) return true;
    seen.set(id, at);
    return false;
  };
}
