import { expect, test } from 'vitest';
import { createMetrics } from '../../../shared/telemetry/metrics.ts';

function countOne(...counted: Parameters<ReturnType<typeof createMetrics>['count']>): unknown {
  const lines: string[] = [];
  createMetrics((line) => lines.push(line), { namespace: 'relay-prod', now: () => 5 }).count(...counted);
  return JSON.parse(lines[0] ?? '');
}

const defined = (Name: string, dimensions: readonly string[]) => ({
  Timestamp: 5,
  CloudWatchMetrics: [{ Namespace: 'relay-prod', Dimensions: [dimensions], Metrics: [{ Name, Unit: 'Count' }] }],
});

test('a metric is one line of the embedded metric format, split by what configuration names', () => {
  expect(countOne('delivery-delivered', 1, { destination: 'website' })).toEqual({
    _aws: defined('delivery-delivered', ['destination']),
    destination: 'website',
    'delivery-delivered': 1,
  });
});

test('a metric has its own dimensions and no other, whatever goes with it', () => {
  const ids = { account: 'acme', reason: 'refused', destination: 'website' };
  expect(countOne('revision-repaired', 1, ids)).toEqual({
    _aws: defined('revision-repaired', []),
    'revision-repaired': 1,
  });
});
