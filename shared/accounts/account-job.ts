/** Work that is done per account. Schedules hand out one message per account; the job's own function does it. */
export const ACCOUNT_JOBS = ['order-sweep', 'user-cleanup-plan', 'webhook-registration'] as const;

export type AccountJobName = (typeof ACCOUNT_JOBS)[number];

/** Message of the `account-jobs` queue and event of the job's function. Without `account` it stands for all accounts. */
export interface AccountJob {
  readonly v: 1;
  readonly job: AccountJobName;
  readonly account?: string;
  /** Variant of the job, e.g. the sweep's kind: `open`, `deep`, `full`, `baseline`. */
  readonly kind?: string;
  /** ISO instant of the schedule; a job takes it as "now" where it decides. */
  readonly scheduledAt?: string;
  /** Where the previous slice stopped; opaque to all but the job's function. */
  readonly continuation?: Readonly<Record<string, unknown>>;
}

/** What a job's function answers: nothing, or that the job goes on after `delaySeconds` (at most 900). */
export interface AccountJobAnswer {
  readonly continuation?: Readonly<Record<string, unknown>>;
  readonly delaySeconds?: number;
}

/** @throws TypeError naming the field that is wrong. */
export function parseAccountJob(value: unknown): AccountJob {
  if (typeof value !== 'object' || value === null) throw new TypeError('an account job must be an object');
  const { v, job, account, kind, scheduledAt, continuation } = value as Record<string, unknown>;
  if (v !== 1) throw new TypeError(`account job: v must be 1, not ${JSON.stringify(v)}`);
  const name = ACCOUNT_JOBS.find((known) => known === job);
  if (name === undefined) throw new TypeError(`account job: job must be one of ${ACCOUNT_JOBS.join(', ')}`);
  return {
    v: 1,
    job: name,
    ...optionalText('account', account),
    ...optionalText('kind', kind),
    ...optionalText('scheduledAt', scheduledAt),
    ...(continuation === undefined ? {} : { continuation: continuation as Record<string, unknown> }),
  };
}

function optionalText<Name extends string>(name: Name, value: unknown): { [key in Name]?: string } {
  if (value === undefined) return {};
  if (typeof value !== 'string' || value === '') throw new TypeError(`account job: ${name} must be a non-empty text`);
  return { [name]: value } as { [key in Name]: string };
}
