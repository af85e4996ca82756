import type { AccountJobAnswer } from '../../../shared/accounts/account-job.ts';
import type { SweepKind } from '../../../shared/orders/sweep-settings.ts';

export interface RunSweepDeps {
  readonly invoke: (name: string, event: unknown) => Promise<unknown>;
  readonly now: () => number;
}

/** What order-sweep answers for one slice. */
export interface SweepSlice extends AccountJobAnswer {
  readonly outcome: string;
  readonly kind: string;
  readonly orders: number;
  readonly drifted: number;
}

/** Runs a sweep slice by slice until it is over or has to wait; the schedules go on by themselves. */
export async function runSweep(deps: RunSweepDeps, account: string, kind: SweepKind): Promise<SweepSlice> {
  const scheduledAt = new Date(deps.now()).toISOString();
  const job = { v: 1, job: 'order-sweep', account, kind, scheduledAt };
  let slice = (await deps.invoke('order-sweep', job)) as SweepSlice;
  while (slice.outcome === 'continued' && slice.continuation !== undefined) {
    slice = (await deps.invoke('order-sweep', { ...job, continuation: slice.continuation })) as SweepSlice;
  }
  return slice;
}
