import type { Log } from '../../shared/telemetry/log.ts';
import type { Metrics } from '../../shared/telemetry/metrics.ts';
import type { Report, ReportCode } from './report.ts';

/** What an operator has to act on or a person has to answer; the rest is the ordinary course. */
const WARNINGS: readonly ReportCode[] = [
  'account-parked',
  'revision-held',
  'revision-repaired',
  'links-volatile',
  'destination-unreachable',
  'destination-removed',
  'order-dead-lettered',
];

/** One log line and one metric of the same name. */
export function createOperatorReport(log: Log, metrics: Metrics): Report {
  return (code, ids) => {
    if (WARNINGS.includes(code)) log.warn(code, ids);
    else log.info(code, ids);
    metrics.count(code, 1, ids);
  };
}
