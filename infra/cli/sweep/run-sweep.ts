import { loadAccountState } from '../../../shared/accounts/account-state.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import type { SweepKind } from '../../../shared/orders/sweep-settings.ts';
import { requireAccount } from '../accounts/require-account.ts';
import { type DescribedSweep, describeSweep, type SweepSlice } from './describe-sweep.ts';

export interface RunSweepDeps {
  readonly table: Table;
  readonly invoke: (name: string, event: unknown) => Promise<unknown>;
  readonly now: () => number;
}

/**
 * Runs a sweep slice by slice until it is over or has to wait; the schedules go on by themselves.
 * @throws Error for an account that this deployment does not have.
 */
export async function runSweep(deps: RunSweepDeps, account: string, kind: SweepKind): Promise<DescribedSweep> {
  await requireAccount(deps.table, account);
  const slice = await sweepToEnd(deps, account, kind);
  return describeSweep({ account, kind }, slice, await loadAccountState(deps.table, account));
}

async function sweepToEnd({ invoke, now }: RunSweepDeps, account: string, kind: SweepKind): Promise<SweepSlice> {
  const scheduledAt = new Date(now()).toISOString();
  const job = { v: 1, job: 'order-sweep', account, kind, scheduledAt };
  let slice = (await invoke('order-sweep', job)) as SweepSlice;
  while (slice.outcome === 'continued' && slice.continuation !== undefined) {
    slice = (await invoke('order-sweep', { ...job, continuation: slice.continuation })) as SweepSlice;
  }
  return slice;
}
