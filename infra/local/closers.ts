/** What was started and must be ended, last first. */
export interface Closers {
  add(close: () => Promise<void>): void;
  /** Ends all of it once, whatever fails. */
  close(): Promise<void>;
}

export function createClosers(): Closers {
  const open: (() => Promise<void>)[] = [];
  return {
    add: (close) => void open.push(close),
    async close() {
      for (let close = open.pop(); close !== undefined; close = open.pop()) await close().catch(() => undefined);
    },
  };
}
