import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { CleanupCode, ReportCleanup } from './cleanup-report.ts';
import type { Gate } from './plan/cleanup-plan.ts';

/** What an operator has to act on; the rest is the ordinary course. */
const WARNINGS: readonly CleanupCode[] = [
  'cleanup-held',
  'cleanup-policy-invalid',
  'cleanup-skipped',
  'user-deletion-failed',
  'user-deletion-unknown',
  'removal-unconfirmed',
  'account-parked',
];

/** What has an alarm of its own, or is an operator's own will: a plan held for nothing else wakes nobody. */
const TOLD_OTHERWISE: readonly string[] = [
  'policy-invalid',
  'account-parked',
  'other-company',
  'paused',
] satisfies readonly Gate[];

/** One log line and one metric of the same name, but for plans whose cause is counted elsewhere. */
export function createCleanupReport(log: Log, metrics: Metrics): ReportCleanup {
  return (code, ids) => {
    if (WARNINGS.includes(code)) log.warn(code, { ...ids });
    else log.info(code, { ...ids });
    if (code !== 'cleanup-held' || !isToldOtherwise(ids.reason)) metrics.count(code, ids.count ?? 1, ids);
  };
}

function isToldOtherwise(reasons: string | undefined): boolean {
  return reasons?.split(' ').every((reason) => TOLD_OTHERWISE.includes(reason)) ?? false;
}
