import { WEBHOOK_TRIGGERS } from '../../shared/accounts/webhook-settings.ts';
import { parseCleanupPolicy } from '../../shared/users/cleanup-policy.ts';
import type { RelayConfigInput } from './config-input.ts';
import type { RelayConfig } from './relay-config.ts';

const WEBHOOKS = { triggers: WEBHOOK_TRIGGERS, callsPerSecond: 50 };
const SWEEP = { callsPerHour: 600, deepDays: 14, silenceHours: 12, openEveryMinutes: 15 };
const RETENTION = { revisionsDays: 400, parkedDays: 400, logsDays: 90, auditLockDays: 0 };

/** Fills in the defaults of what `findConfigFaults` found nothing wrong with. */
export function completeConfig(input: RelayConfigInput): RelayConfig {
  return {
    ...input,
    webhooks: { ...WEBHOOKS, ...input.webhooks },
    sweep: { ...SWEEP, ...input.sweep },
    cleanup: parseCleanupPolicy(input.cleanup ?? {}),
    retention: { ...RETENTION, ...input.retention },
  };
}
