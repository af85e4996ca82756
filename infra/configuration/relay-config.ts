import type { WebhookSettings } from '../../shared/accounts/webhook-settings.ts';
import type { SweepSettings } from '../../shared/orders/sweep-settings.ts';
import type { CleanupPolicy } from '../../shared/users/cleanup-policy.ts';
import type { AlarmTarget, RetentionInput } from './config-input.ts';
import type { DestinationConfig } from './destination-config.ts';

export type { DestinationConfig } from './destination-config.ts';

/** A configuration that was checked, with every default filled in: what the stack is built from. */
export interface RelayConfig {
  readonly prefix: string;
  readonly stage: string;
  readonly region: string;
  readonly alarms: AlarmTarget;
  readonly webhooks: WebhookSettings & { readonly callsPerSecond: number };
  readonly sweep: SweepSettings & { readonly openEveryMinutes: number };
  readonly cleanup: CleanupPolicy;
  readonly retention: RetentionConfig;
  readonly destinations: readonly DestinationConfig[];
}

/** Days; an `auditLockDays` of 0 locks nothing. */
export type RetentionConfig = Required<RetentionInput>;

/** Name of the CloudFormation stack. */
export function stackNameOf({ prefix, stage }: Pick<RelayConfig, 'prefix' | 'stage'>): string {
  return `${prefix}-${stage}`;
}
