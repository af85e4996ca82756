import type { StoredItem } from '../ledger/table.ts';

/** The first listing of an account, after which changes are delivered: shape 1. */
export interface Baseline {
  readonly v: 1;
  /** Of sequences: one more for each ledger that was lost and rebuilt. */
  readonly generation: number;
  readonly startedAt: string;
  readonly completedAt: string | null;
  /** Orders seen so far. */
  readonly orders: number;
  /** Whether a list shows of an order what a read shows; left out where that could not be found out. */
  readonly listsAsRead?: boolean;
}

export function parseBaseline(item: StoredItem | undefined): Baseline | undefined {
  if (item === undefined) return undefined;
  const baseline = item.data as Baseline;
  if (baseline.v !== 1) throw new TypeError(`baseline of ${item.pk} has an unknown version`);
  return baseline;
}
