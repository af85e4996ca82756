import type { Drift } from '../cubicasa/index.ts';
import { type Log, log } from './log.ts';
import { type Metrics, metrics } from './metrics.ts';

const TOLD_COUNT = /^10*$/;

/** Tells of a difference when a process meets it for the 1st, 10th, 100th … time: that it is there matters, not each order. */
export function createDriftReport(to: { readonly log: Pick<Log, 'warn'>; readonly metrics: Pick<Metrics, 'count'> }) {
  return ({ operation, kind, path, count }: Drift): void => {
    if (count === 1) to.metrics.count('cubicasa-drift');
    if (TOLD_COUNT.test(String(count))) to.log.warn('cubicasa.drift', { operation, kind, path, count });
  };
}

export const reportDrift = createDriftReport({ log, metrics });
