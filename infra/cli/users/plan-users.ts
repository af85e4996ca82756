import type { AccountJob } from '../../../shared/accounts/account-job.ts';
import type { PlanHeader } from '../../../shared/users/plan-header.ts';
import type { UsersDeps } from './users-context.ts';

export interface PlanUsersOptions {
  readonly account: string;
  readonly dryRun: boolean;
}

/** What the function answers at the end of a run. */
export type Planned =
  | { readonly skipped: string }
  | (Pick<PlanHeader, 'verdicts' | 'reasons' | 'breaker' | 'deletes'> & {
      /** Null for a dry run. */
      readonly planId: string | null;
      readonly state: string;
      readonly gates: readonly string[];
    });

const MOST_SLICES = 1_000;

/** Makes a plan now, or says what it would be; a long run is carried on from slice to slice. */
export async function planUsers({ invoke, now }: UsersDeps, { account, dryRun }: PlanUsersOptions): Promise<Planned> {
  const scheduledAt = new Date(now()).toISOString();
  let job: AccountJob = {
    v: 1,
    job: 'user-cleanup-plan',
    account,
    scheduledAt,
    ...(dryRun ? { kind: 'dry-run' } : {}),
  };
  for (let slice = 0; slice < MOST_SLICES; slice += 1) {
    const answer = await invoke('user-cleanup-plan', job);
    const continuation = (answer as { continuation?: AccountJob['continuation'] } | null)?.continuation;
    if (continuation === undefined) return answer as Planned;
    job = { ...job, continuation };
  }
  throw new Error('the cleanup plan did not come to an end');
}
