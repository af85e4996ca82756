import type { Log } from '../../shared/telemetry/log.ts';
import type { Metrics } from '../../shared/telemetry/metrics.ts';
import type { WebhookAnswer, WebhookCall } from './receive-webhook.ts';

/** An account's name is logged only where the token proved that it is one. */
export function reportWebhook(
  { account }: Pick<WebhookCall, 'account'>,
  { code, cause }: Pick<WebhookAnswer, 'code' | 'cause'>,
  log: Log,
  metrics: Metrics,
): void {
  metrics.count(`webhook-${code}`);
  if (code === 'unavailable') log.error('webhook.unavailable', {}, cause);
  else if (code === 'parked') log.warn('webhook.parked', { account });
  else if (code === 'queued') log.info('webhook.queued', { account });
}
