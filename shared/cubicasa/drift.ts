/** In which way a response differs: a field or value nobody knew, one that is not there, one of another type. */
export type DriftKind = 'unknown-field' | 'unknown-value' | 'missing-field' | 'wrong-type';

/** A response that differs from what is known of the API. Never an error. */
export interface Drift {
  readonly operation: string;
  readonly kind: DriftKind;
  /** `info.status=Archived`, `items[].new_field`; no other values. */
  readonly path: string;
  /** How often this client has met it. */
  readonly count: number;
}

/** Called with each difference that is met and its count so far; what it throws is swallowed, since no call may fail for it. */
export type OnDrift = (drift: Drift) => void;

/** Told by the reader of a response. */
export type ReportDrift = (kind: DriftKind, path: string) => void;

/** Paths that are counted one by one; names that CubiCasa makes up without end share one entry beyond it. */
const MOST_PATHS = 1000;
const FURTHER_PATHS = '(further paths)';

/** Counts drift by operation, kind and path, and passes each meeting on. What the callback throws is its own affair. */
export function createDriftCounter(onDrift: OnDrift | undefined): (operation: string) => ReportDrift {
  const counts = new Map<string, number>();

  function report(operation: string, kind: DriftKind, found: string): void {
    const path = counts.has(`${operation} ${kind} ${found}`) || counts.size < MOST_PATHS ? found : FURTHER_PATHS;
    const key = `${operation} ${kind} ${path}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    try {
      const told: unknown = onDrift?.({ operation, kind, path, count });
      if (told instanceof Promise) told.catch(() => undefined);
    } catch {
      // A broken counter must not fail a read.
    }
  }

  return (operation) => (kind, path) => report(operation, kind, path);
}
