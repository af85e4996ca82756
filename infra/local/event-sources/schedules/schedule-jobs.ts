import { callTarget, type ScheduleClients } from './call-target.ts';
import type { Schedule } from './read-schedules.ts';
import { every } from './schedule-expression.ts';
import type { ScheduledJob } from './scheduler.ts';

/** The jobs of the template's schedules. @param sweepSeconds interval of the open sweep in place of the template's own */
export function scheduleJobs(
  schedules: readonly Schedule[],
  clientsFor: (roleArn: string) => ScheduleClients,
  sweepSeconds: number | undefined,
): ScheduledJob[] {
  return schedules.map((schedule) => {
    const clients = clientsFor(schedule.roleArn);
    const faster = sweepSeconds !== undefined && isOpenSweep(schedule);
    return {
      name: schedule.logicalId,
      nextDue: faster ? every(sweepSeconds * 1_000) : schedule.nextDue,
      run: (scheduledAt: number) => callTarget(schedule, scheduledAt, clients),
    };
  });
}

function isOpenSweep({ input }: Pick<Schedule, 'input'>): boolean {
  const { job, kind } = JSON.parse(input) as { job?: unknown; kind?: unknown };
  return job === 'order-sweep' && kind === 'open';
}
