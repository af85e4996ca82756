import type { AccountJobName } from '../../../shared/accounts/account-job.ts';
import type { Relay } from '../relay.ts';

/** Runs the schedule that hands out a job, out of turn. @throws Error when the template has no such schedule */
export async function fireJob({ stack }: Pick<Relay, 'stack'>, job: AccountJobName, kind?: string): Promise<void> {
  const schedule = stack.schedules.find(({ input }) => {
    const given = JSON.parse(input) as { job?: unknown; kind?: unknown };
    return given.job === job && (kind === undefined || given.kind === kind);
  });
  if (schedule === undefined) throw new Error(`the template has no schedule for ${job}${kind ? ` (${kind})` : ''}`);
  await stack.fireSchedule(schedule.logicalId);
}
