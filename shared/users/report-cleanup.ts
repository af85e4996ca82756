import { log } from '../telemetry/log.ts';
import { metrics } from '../telemetry/metrics.ts';
import type { CleanupCode, ReportCleanup } from './cleanup-report.ts';

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

/** One log line and one metric of the same name. */
export const reportCleanup: ReportCleanup = (code, ids) => {
  if (WARNINGS.includes(code)) log.warn(code, { ...ids });
  else log.info(code, { ...ids });
  metrics.count(code, ids.count ?? 1, ids.reason === undefined ? {} : { reason: ids.reason });
};
