import type { Log } from '../../shared/telemetry/log.ts';
import type { Metrics } from '../../shared/telemetry/metrics.ts';
import type { SweepCode, SweepReport } from './sweep-deps.ts';

/** What an operator has to act on; the rest is the ordinary course. */
const WARNINGS: readonly SweepCode[] = ['account-parked', 'webhooks-silent', 'status-refused'];

/** One log line and one metric of the same name. */
export function createSweepReport(log: Log, metrics: Metrics): SweepReport {
  return (code, ids) => {
    if (WARNINGS.includes(code)) log.warn(code, ids);
    else log.info(code, ids);
    metrics.count(code, 1, typeof ids.reason === 'string' ? { reason: ids.reason } : {});
  };
}
