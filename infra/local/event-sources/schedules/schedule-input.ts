import { randomUUID } from 'node:crypto';
import type { Schedule } from './read-schedules.ts';

/** A schedule's input with the context attributes of EventBridge Scheduler filled in. */
export function scheduleInput({ input, arn }: Pick<Schedule, 'input' | 'arn'>, scheduledAt: number): string {
  const attributes: Readonly<Record<string, string>> = {
    'schedule-arn': arn,
    'scheduled-time': `${new Date(scheduledAt).toISOString().slice(0, 19)}Z`,
    'execution-id': randomUUID(),
    'attempt-number': '1',
  };
  return input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, name: string) => attributes[name] ?? whole);
}
