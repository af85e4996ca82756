import { expect, it } from 'vitest';
import { createDriftReport } from '../../../shared/telemetry/report-drift.ts';

it('counts a difference once per process and logs it ever more rarely', () => {
  const counted: string[] = [];
  const logged: unknown[] = [];
  const report = createDriftReport({
    metrics: { count: (name) => counted.push(name) },
    log: { warn: (code, fields) => logged.push([code, fields?.count, fields?.path]) },
  });
  for (let count = 1; count <= 150; count++) {
    report({ operation: 'getOrder', kind: 'unknown-field', path: 'info.rush', count });
  }
  expect(counted).toEqual(['cubicasa-drift']);
  expect(logged).toEqual([1, 10, 100].map((count) => ['cubicasa.drift', count, 'info.rush']));
});
