const WINDOW_MS = 5 * 60_000;

interface Sent {
  readonly id: string;
  readonly sequenceNumber: string | undefined;
  readonly at: number;
}

export interface Deduplication {
  /** The message that was sent under this key less than five minutes ago. */
  find(key: string, now: number): Sent | undefined;
  record(key: string, sent: Sent): void;
}

/** What a FIFO queue remembers of deduplication ids, longer than the messages themselves live. */
export function createDeduplication(): Deduplication {
  const sent = new Map<string, Sent>();
  return {
    find(key, now) {
      const found = sent.get(key);
      return found !== undefined && now - found.at < WINDOW_MS ? found : undefined;
    },
    record(key, message) {
      for (const [oldKey, old] of sent) {
        if (message.at - old.at < WINDOW_MS) break;
        sent.delete(oldKey);
      }
      sent.delete(key);
      sent.set(key, message);
    },
  };
}
