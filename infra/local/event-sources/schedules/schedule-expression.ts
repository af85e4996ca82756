import { parseCron } from './cron.ts';
import type { NextDue } from './next-due.ts';

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Reads `rate(15 minutes)` or `cron(0 3 * * ? *)` of EventBridge Scheduler. @throws TypeError quoting the expression */
export function parseScheduleExpression(expression: string): NextDue {
  const [, value, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const unitMs = UNIT_MS[unit ?? ''];
  if (unitMs !== undefined && Number(value) > 0) return every(Number(value) * unitMs);
  const cron = /^cron\((.+)\)$/.exec(expression)?.[1];
  if (cron !== undefined) return parseCron(cron);
  throw new TypeError(`${expression} is no schedule the local stack knows: rate(…) or cron(…)`);
}

export function every(intervalMs: number): NextDue {
  return (after) => after + intervalMs;
}
