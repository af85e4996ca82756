import { expect, it } from 'vitest';
import { createCleanupReport } from '../../../shared/users/report-cleanup.ts';
import { captureMetrics } from '../../support/captured-metrics.ts';

it.each([
  ['breaker', 1],
  ['roster-stale', 1],
  ['paused roster-stale', 1],
  ['paused', 0],
  ['policy-invalid', 0],
  ['account-parked other-company', 0],
])(
  'a plan that is held for %s counts %i times: one page per cause, none for an operator’s own will',
  (reason, times) => {
    const { captured, metrics, log } = captureMetrics('relay-prod');
    createCleanupReport(log, metrics)('cleanup-held', { account: 'default', reason });
    expect(captured.map(({ name }) => name)).toEqual(Array.from({ length: times }, () => 'cleanup-held'));
  },
);
