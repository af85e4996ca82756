import { readEnvironment } from '../../shared/lambda/environment.ts';

const NAMES = [
  'LEDGER_TABLE',
  'ACCOUNT_JOBS_QUEUE_URL',
  'JOB_FUNCTIONS', // JSON: {<job name of shared/accounts/account-job.ts>: <function name>}
] as const;

export type AccountJobsEnvironment = Record<(typeof NAMES)[number], string>;

/** @throws MisconfiguredFunctionError naming every missing variable. */
export function readAccountJobsEnvironment(env: Readonly<Record<string, string | undefined>>): AccountJobsEnvironment {
  return readEnvironment(env, NAMES);
}
