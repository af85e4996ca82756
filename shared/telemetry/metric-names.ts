/** What a metric may be split by. Its values come from code or configuration, since every combination is billed. */
export type MetricDimension = 'destination' | 'reason';

/**
 * Every metric with what it is split by: the one place that code which counts and alarms which watch share. A metric
 * has exactly the dimensions it is listed with; never an account.
 */
export const METRICS = {
  'webhook-queued': [],
  'webhook-parked': [],
  'webhook-not-json': [],
  'webhook-unknown': [],
  'webhook-too-large': [],
  'webhook-unavailable': [],
  // Counted from the access log: API Gateway answers these calls itself.
  'webhook-throttled': [],

  'account-parked': ['reason'],
  'account-resumed': [],

  'revision-sent': [],
  'revision-repaired': [],
  'revision-held': ['reason'],
  'links-volatile': [],
  'destination-unreachable': ['destination'],
  'destination-removed': [],
  'order-dead-lettered': [],

  'sweep-completed': [],
  'status-refused': [],
  'budget-spent': [],
  'cubicasa-drift': [],
  'webhooks-silent': [],

  'registration-registered': [],
  'registration-needs-take-over': [],
  'registration-parked': [],

  'cleanup-planned': ['reason'],
  'cleanup-skipped': ['reason'],
  'cleanup-held': [],
  'cleanup-policy-invalid': [],
  'cleanup-listing-continued': [],
  'cleanup-records-continued': [],
  'user-marked': [],
  'user-deleted': [],
  'user-gone-already': [],
  'user-deletion-aborted': ['reason'],
  'user-deletion-failed': [],
  'user-deletion-unknown': [],
  'user-deletion-waits': [],
  'removal-unconfirmed': [],

  'delivery-delivered': ['destination'],
  'delivery-put-off': ['destination'],
  'delivery-given-up': ['destination'],
  'delivery-expiring': [],
  'destination-paused': [],
} as const satisfies Readonly<Record<string, readonly MetricDimension[]>>;

export type MetricName = keyof typeof METRICS;

/** The variable that holds the namespace of a deployment's metrics: two deployments in one AWS account stay apart. */
export const METRICS_NAMESPACE_VARIABLE = 'METRICS_NAMESPACE';
