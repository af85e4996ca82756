import { keys } from '../ledger/keys.ts';
import type { StoredItem, Table } from '../ledger/table.ts';
import type { SweepKind } from './sweep-settings.ts';

/** The last completed sweep of a kind: shape 1. */
export interface SweepRun {
  readonly v: 1;
  readonly kind: SweepKind;
  readonly startedAt: string;
  readonly completedAt: string;
  /** Orders that were listed or read. */
  readonly orders: number;
  /** Orders that were sent to be looked at. */
  readonly drifted: number;
  /** Statuses that CubiCasa refused to list. */
  readonly refusedStatuses: readonly string[];
}

export function parseSweepRun(item: StoredItem | undefined): SweepRun | undefined {
  if (item === undefined) return undefined;
  const run = item.data as SweepRun;
  if (run.v !== 1) throw new TypeError(`sweep ${item.pk} ${item.sk} has an unknown version`);
  return run;
}

export async function saveSweepRun(table: Table, account: string, run: SweepRun): Promise<void> {
  await table.put({ ...keys.sweep(account, run.kind), data: run }, 'any');
}
