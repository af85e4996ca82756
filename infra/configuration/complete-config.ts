import { WEBHOOK_TRIGGERS, type WebhookSettings } from '../../shared/accounts/webhook-settings.ts';
import type { SweepSettings } from '../../shared/orders/sweep-settings.ts';
import { type CleanupPolicy, parseCleanupPolicy } from '../../shared/users/cleanup-policy.ts';
import type { DestinationConfig } from './destination-config.ts';
import type { AlarmTarget, RelayConfig, RetentionConfig } from './relay-config.ts';

/** A configuration that was checked, with every default filled in: what the stack is built from. */
export interface CompleteConfig {
  readonly prefix: string;
  readonly stage: string;
  readonly region: string;
  readonly alarms: AlarmTarget;
  readonly webhooks: WebhookSettings & { readonly callsPerSecond: number };
  readonly sweep: SweepSettings & { readonly openEveryMinutes: number };
  readonly cleanup: CleanupPolicy;
  readonly retention: Required<RetentionConfig>;
  readonly destinations: readonly DestinationConfig[];
}

const WEBHOOKS = { triggers: WEBHOOK_TRIGGERS, callsPerSecond: 50 };
const SWEEP = { callsPerHour: 600, deepDays: 14, silenceHours: 12, openEveryMinutes: 15 };
const RETENTION = { revisionsDays: 400, parkedDays: 400, logsDays: 90, auditLockDays: 0 };

/** Fills in the defaults of what `findConfigFaults` found nothing wrong with. */
export function completeConfig(config: RelayConfig): CompleteConfig {
  return {
    ...config,
    webhooks: { ...WEBHOOKS, ...config.webhooks },
    sweep: { ...SWEEP, ...config.sweep },
    cleanup: parseCleanupPolicy(config.cleanup ?? {}),
    retention: { ...RETENTION, ...config.retention },
  };
}

/** Name of the CloudFormation stack. */
export function stackNameOf({ prefix, stage }: Pick<CompleteConfig, 'prefix' | 'stage'>): string {
  return `${prefix}-${stage}`;
}
