import { expect, it } from 'vitest';
import { createOperatorReport } from '../../../functions/order-fan-out/report-to-operator.ts';
import { RefusedError } from '../../../shared/cubicasa/index.ts';
import { captureMetrics } from '../../support/captured-metrics.ts';
import { createFanOutRig } from '../../support/fan-out-rig.ts';

it('[P6] 50,000 messages of a parked account count one park, and reach no dead-letter queue', async () => {
  const rig = createFanOutRig();
  rig.failure = new RefusedError('refused', { operation: 'getOrder', status: 401 });
  for (let order = 0; order < 50_000; order++) await rig.look({ orderId: `order-${order}` });
  const { captured, metrics, log } = captureMetrics('relay-prod');
  for (const [code, ids] of rig.told) createOperatorReport(log, metrics)(code, ids);
  expect(captured).toEqual([{ namespace: 'relay-prod', name: 'account-parked', dimensions: { reason: 'refused' } }]);
  expect(rig.reads).toBe(1);
  expect(rig.deadLetters).toEqual([]);
});
