import { createOperatorReport } from '../../../functions/order-fan-out/report-to-operator.ts';
import { createSweepReport } from '../../../functions/order-sweep/report-sweep.ts';
import { receiveWebhook } from '../../../functions/webhook-ingest/receive-webhook.ts';
import { reportWebhook } from '../../../functions/webhook-ingest/report-webhook.ts';
import { reportOutcome } from '../../../functions/webhook-registration/report-registration.ts';
import { NoKeyError } from '../../../shared/accounts/account-client.ts';
import { CompanyMismatchError } from '../../../shared/accounts/company-fingerprint.ts';
import { RefusedError, UpstreamError } from '../../../shared/cubicasa/index.ts';
import { createDeliveryReport } from '../../../shared/delivery/delivery-report.ts';
import type { CleanupCode } from '../../../shared/users/cleanup-report.ts';
import type { PlanHeader } from '../../../shared/users/plan-header.ts';
import { createCleanupReport } from '../../../shared/users/report-cleanup.ts';
import type { CapturedMetric, captureMetrics } from '../../support/captured-metrics.ts';
import { aDeliveryMessage } from '../../support/delivery-builders.ts';
import { createFanOutRig } from '../../support/fan-out-rig.ts';
import { buildOrder } from '../../support/order-builder.ts';
import { createSweepRig } from '../../support/sweep-rig.ts';

type Telemetry = ReturnType<typeof captureMetrics>;

/** What goes wrong in the relay, as its cores and their reports count it. */
export async function countEverything(telemetry: Telemetry): Promise<readonly CapturedMetric[]> {
  await countParks(telemetry);
  await countHolds(telemetry);
  await countRepair(telemetry);
  await countSilence(telemetry);
  await countWebhooks(telemetry);
  countDeliveries(telemetry);
  countCleanup(telemetry);
  reportOutcome('default', { outcome: 'needs-take-over', others: [] }, telemetry.log, telemetry.metrics);
  return telemetry.captured;
}

type Rig = ReturnType<typeof createFanOutRig>;

function tellOf({ told }: Rig, { log, metrics }: Telemetry): void {
  const report = createOperatorReport(log, metrics);
  for (const [code, ids] of told) report(code, ids);
}

async function countParks(telemetry: Telemetry): Promise<void> {
  const operation = 'getOrder';
  const failures = [
    new NoKeyError('no key'),
    new RefusedError('refused', { operation, status: 401 }),
    new UpstreamError('away', { operation, reason: 'unavailable' }),
    new UpstreamError('throttled', { operation, reason: 'throttled' }),
    new CompanyMismatchError('another company'),
  ];
  for (const failure of failures) {
    const rig = createFanOutRig();
    rig.failure = failure;
    for (let order = 1; order <= 5; order++) await rig.look({ orderId: `order-${order}` });
    tellOf(rig, telemetry);
  }
}

async function countHolds(telemetry: Telemetry): Promise<void> {
  const removals = createFanOutRig();
  await removals.removeDrafts(8);
  tellOf(removals, telemetry);
  const storm = createFanOutRig();
  await storm.makeStorm();
  tellOf(storm, telemetry);
}

/** A first delivery that only a sweep told of; a destination that went too early meets the same look. */
async function countRepair(telemetry: Telemetry): Promise<void> {
  const rig = createFanOutRig();
  rig.orders.set('order-1', buildOrder());
  await rig.look({ cause: 'sweep', sweep: 'open' });
  rig.advance(11);
  await rig.look({ cause: 'agenda' });
  tellOf(rig, telemetry);
  createOperatorReport(telemetry.log, telemetry.metrics)('destination-removed', { destination: 'crm' });
}

async function countSilence({ log, metrics }: Telemetry): Promise<void> {
  const rig = createSweepRig();
  await rig.sweepAll('open');
  rig.now += 25 * 3_600_000;
  rig.orders = [buildOrder({ status: 'Pending' })];
  await rig.sweepAll('open');
  const report = createSweepReport(log, metrics);
  for (const [code, ids] of rig.told) report(code, ids);
}

async function countWebhooks({ log, metrics }: Telemetry): Promise<void> {
  const secret = { apiKey: 'k', webhookToken: 'token' };
  const away = () => Promise.reject(new Error('queue away'));
  const deps = {
    secrets: { load: async () => secret, confirm: async () => secret },
    orderChanges: { send: away },
    park: async () => {},
  };
  for (const body of ['{"order": "in a new form"}', '{"id": "order-1", "current_status": "Ready"}']) {
    const call = { account: 'default', token: 'token', requestId: 'r', receivedAt: '2026-05-01T12:00:00.000Z' };
    reportWebhook(call, await receiveWebhook({ ...call, body: Buffer.from(body) }, deps), log, metrics);
  }
}

function countDeliveries({ log, metrics }: Telemetry): void {
  const report = createDeliveryReport('website', log, metrics);
  report.givenUp(aDeliveryMessage(), 'expiring');
  report.paused(aDeliveryMessage());
}

function countCleanup({ log, metrics }: Telemetry): void {
  const report = createCleanupReport(log, metrics);
  const codes: readonly CleanupCode[] = [
    'cleanup-held',
    'cleanup-policy-invalid',
    'user-deletion-failed',
    'removal-unconfirmed',
  ];
  for (const code of codes) report(code, { account: 'default', reason: 'roster-missing' });
  const state: PlanHeader['state'] = 'awaiting-approval';
  report('cleanup-planned', { account: 'default', reason: state });
}
