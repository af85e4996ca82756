import { WEBHOOK_TRIGGERS } from '../../shared/accounts/webhook-settings.ts';
import { type Check, isList, isText, optional } from '../../shared/users/policy-checks.ts';
import { findPolicyFaults } from '../../shared/users/policy-faults.ts';
import { between, checkFields, checkPart, elsewhere, type Fields, isFields, matches, oneOf } from './check-fields.ts';
import { findDestinationFaults } from './find-destination-faults.ts';

/** Numbers of days that CloudWatch Logs can keep; https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const ALARMS_FAULT =
  "needs a target, or nobody hears of a fault: { email: 'you@example.com' } or { topicArn: 'arn:aws:sns:…' }";

/** Everything that is wrong with a configuration as it was written, each with its field's name; empty when it is usable. */
export function findConfigFaults(config: unknown): string[] {
  if (!isFields(config)) return ['the configuration must be an object'];
  return [
    ...checkFields('', config, TOP),
    ...checkPart('sweep', config.sweep, SWEEP),
    ...checkPart('retention', config.retention, RETENTION),
    ...findWebhookFaults(config.webhooks),
    ...(config.cleanup === undefined ? [] : findPolicyFaults(config.cleanup)),
    ...findDestinationFaults(config.destinations),
  ];
}

const isAlarmTarget: Check = (value) => {
  if (!isFields(value)) return ALARMS_FAULT;
  const { email, topicArn } = value;
  const isEmail = typeof email === 'string' && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email);
  const isTopic = typeof topicArn === 'string' && /^arn:aws[a-z-]*:sns:[^:]+:\d{12}:[\w-]+$/.test(topicArn);
  return isEmail !== isTopic && Object.keys(value).length === 1 ? undefined : ALARMS_FAULT;
};

const TOP: Readonly<Record<string, Check>> = {
  prefix: matches(/^[a-z][a-z0-9-]{0,29}$/, 'must be 1 to 30 lower-case letters, digits and hyphens, a letter first'),
  stage: matches(/^[a-z0-9]{1,12}$/, "must be 1 to 12 lower-case letters and digits, e.g. 'prod'"),
  region: matches(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be an AWS region, e.g. 'eu-west-1'"),
  alarms: isAlarmTarget,
  webhooks: elsewhere,
  sweep: elsewhere,
  cleanup: elsewhere,
  retention: elsewhere,
  destinations: elsewhere,
};

const SWEEP: Readonly<Record<string, Check>> = {
  callsPerHour: optional(between(1, 100_000)),
  deepDays: optional(between(1, 365)),
  silenceHours: optional(between(1, 720)),
  openEveryMinutes: optional(between(1, 1_440)),
};

const RETENTION: Readonly<Record<string, Check>> = {
  revisionsDays: optional(between(30, 3_650)),
  parkedDays: optional(between(30, 3_650)),
  logsDays: optional(oneOf(LOG_DAYS)),
  auditLockDays: optional(between(0, 3_650)),
};

const WEBHOOKS: Readonly<Record<string, Check>> = {
  existing: isExisting,
  triggers: optional(isList(oneOf(WEBHOOK_TRIGGERS), 1)),
  callsPerSecond: optional(between(1, 10_000)),
};

function findWebhookFaults(webhooks: unknown): string[] {
  return checkFields('webhooks', webhooks, WEBHOOKS);
}

/** Without a default, since registering replaces what another system registered. */
function isExisting(value: unknown): string | undefined {
  const keeps = isFields(value) && isKeepOnly(value);
  if (value === 'none' || value === 'replace' || keeps) return undefined;
  return "must be 'none' (nothing else is registered), 'replace' (it may go) or { keep: [urls] }: registering replaces what is there";
}

function isKeepOnly(value: Fields): boolean {
  return Object.keys(value).length === 1 && isList(isText, 1)(value.keep) === undefined;
}
