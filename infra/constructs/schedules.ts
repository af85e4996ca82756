import { Construct } from 'constructs';
import { JobSchedule, toAccountJobs, toFunction } from './job-schedule.ts';
import type { RelayFunction } from './relay-function.ts';
import type { RelayQueue } from './relay-queue.ts';

export interface SchedulesProps {
  readonly accountJobs: RelayQueue;
  readonly orderAgenda: RelayFunction;
  readonly openSweepMinutes: number;
}

const HOUR_SECONDS = 3_600;

/** When what runs; cron times are UTC. */
export class Schedules extends Construct {
  constructor(scope: Construct, id: string, { accountJobs, orderAgenda, openSweepMinutes }: SchedulesProps) {
    super(scope, id);
    const { queue } = accountJobs;
    new JobSchedule(this, 'OrderAgenda', {
      expression: everyMinutes(1),
      target: toFunction(orderAgenda.function),
      lateSeconds: 60,
    });
    new JobSchedule(this, 'OpenSweep', {
      expression: everyMinutes(openSweepMinutes),
      target: toAccountJobs(queue, { job: 'order-sweep', kind: 'open' }),
      lateSeconds: openSweepMinutes * 60,
    });
    new JobSchedule(this, 'DeepSweep', {
      expression: 'cron(15 2 * * ? *)',
      target: toAccountJobs(queue, { job: 'order-sweep', kind: 'deep' }),
      lateSeconds: 12 * HOUR_SECONDS,
    });
    new JobSchedule(this, 'FullSweep', {
      expression: 'cron(15 4 ? * SUN *)',
      target: toAccountJobs(queue, { job: 'order-sweep', kind: 'full' }),
      lateSeconds: 24 * HOUR_SECONDS,
    });
    new JobSchedule(this, 'UserCleanupPlan', {
      expression: 'cron(15 6 * * ? *)',
      target: toAccountJobs(queue, { job: 'user-cleanup-plan' }),
      lateSeconds: 12 * HOUR_SECONDS,
    });
    new JobSchedule(this, 'WebhookRegistration', {
      expression: 'cron(45 6 * * ? *)',
      target: toAccountJobs(queue, { job: 'webhook-registration' }),
      lateSeconds: 12 * HOUR_SECONDS,
    });
  }
}

function everyMinutes(minutes: number): string {
  return minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`;
}
