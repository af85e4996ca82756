import type { Log } from '../../shared/telemetry/log.ts';
import type { Metrics } from '../../shared/telemetry/metrics.ts';
import type { RegisterWebhookDeps, RegistrationOutcome } from './register-webhook.ts';

/** How a registration ended: one log line and one metric. */
export function reportOutcome(account: string, { outcome }: RegistrationOutcome, log: Log, metrics: Metrics): void {
  if (outcome === 'registered') log.info('webhook.registered', { account });
  else log.warn('webhook.not-registered', { account, outcome });
  metrics.count(`registration-${outcome}`);
}

/** One log line and one metric of the same name. */
export function createRegistrationReport(log: Log, metrics: Metrics): RegisterWebhookDeps['report'] {
  return (code, ids) => {
    log.warn(code, ids);
    metrics.count(code, 1, ids);
  };
}
