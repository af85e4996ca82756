import type { WebhookSettings, WebhookTrigger } from '../../shared/accounts/webhook-settings.ts';
import type { CleanupPolicy } from '../../shared/users/cleanup-policy.ts';
import type { DestinationConfig } from './destination-config.ts';

/** What an operator writes in `infra/config.ts`. */
export interface RelayConfig {
  /** Begins the names of stack and secrets, e.g. `cubicasa-relay`. Two stages in one AWS account need two prefixes. */
  readonly prefix: string;
  /** e.g. `prod` */
  readonly stage: string;
  /** AWS region, e.g. `eu-west-1`. */
  readonly region: string;
  readonly alarms: AlarmTarget;
  readonly webhooks: WebhooksConfig;
  readonly sweep?: SweepConfig;
  /** Default: `{ mode: 'report' }`, which deletes nobody. */
  readonly cleanup?: CleanupConfig;
  readonly retention?: RetentionConfig;
  readonly destinations: readonly DestinationConfig[];
}

/** Who is woken: an address that confirms a subscription, or a topic of your own. */
export type AlarmTarget = { readonly email: string } | { readonly topicArn: string };

interface WebhooksConfig {
  /** What other systems registered with CubiCasa: nothing, to be replaced, or kept beside ours. There is no default. */
  readonly existing: WebhookSettings['existing'];
  /** Default: all four. */
  readonly triggers?: readonly WebhookTrigger[];
  /** Calls a second beyond which API Gateway answers 429: a ceiling for what strangers can cost. Default 50. */
  readonly callsPerSecond?: number;
}

interface SweepConfig {
  /** API calls that sweeps of one account may make in an hour. Default 600. */
  readonly callsPerHour?: number;
  /** Orders delivered in the last so many days are re-read daily. Default 14. */
  readonly deepDays?: number;
  /** No webhook for so many hours while orders changed counts as silence. Default 12. */
  readonly silenceHours?: number;
  /** Minutes between two looks at open orders. Default 15. */
  readonly openEveryMinutes?: number;
}

/** Fields left out take the safe defaults of `shared/users/cleanup-policy.ts`. */
type CleanupConfig = {
  readonly [Field in keyof CleanupPolicy]?: CleanupPolicy[Field] extends object | null
    ? Partial<NonNullable<CleanupPolicy[Field]>> | null
    : CleanupPolicy[Field];
};

export interface RetentionConfig {
  /** Days that revisions and large events are kept. Default 400. */
  readonly revisionsDays?: number;
  /** Days that webhooks nobody understood are kept. Default 400. */
  readonly parkedDays?: number;
  /** Days that logs are kept, one of the numbers CloudWatch knows. Default 90. */
  readonly logsDays?: number;
  /** Days during which no record of a user's removal can be deleted (Object Lock, governance). Default 0: no lock. */
  readonly auditLockDays?: number;
}
