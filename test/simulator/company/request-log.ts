interface RequestCounts {
  readonly byOperation: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly refusedKeys: number;
  /** Calls to the file host that carried an API key: each is a leak. */
  readonly leakedKeys: number;
}

/** Counts of calls; never what they carried. */
export interface RequestLog {
  count(operation: string, status: number): void;
  countLeakedKey(): void;
  /** Calls that arrived within the second that `now` lies in, this one included. */
  countInSecond(now: number): number;
  counts(): RequestCounts;
}

export function createRequestLog(): RequestLog {
  const byOperation = new Map<string, number>();
  const byStatus = new Map<string, number>();
  let leakedKeys = 0;
  let second = { at: 0, calls: 0 };
  const raise = (counts: Map<string, number>, name: string): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  return {
    count(operation, status) {
      raise(byOperation, operation);
      raise(byStatus, String(status));
    },
    countLeakedKey() {
      leakedKeys++;
    },
    countInSecond(now) {
      const at = Math.floor(now / 1_000);
      second = at === second.at ? { at, calls: second.calls + 1 } : { at, calls: 1 };
      return second.calls;
    },
    counts: () => ({
      byOperation: Object.fromEntries(byOperation),
      byStatus: Object.fromEntries(byStatus),
      refusedKeys: (byStatus.get('401') ?? 0) + (byStatus.get('403') ?? 0),
      leakedKeys,
    }),
  };
}
