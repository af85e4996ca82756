import { readEnvironment } from '../../shared/lambda/environment.ts';

const NAMES = [
  'ACCOUNT_SECRET_PREFIX',
  'LEDGER_TABLE',
  'ROSTERS_BUCKET',
  'AUDIT_BUCKET',
  'LISTINGS_BUCKET',
  'REVISIONS_BUCKET', // notes of a paused destination
  'USER_DELETIONS_QUEUE_URL',
  'CLEANUP', // JSON: CleanupPolicy of shared/users/cleanup-policy.ts
  'DESTINATIONS', // JSON: Destination[]: who hears of cubicasa.user.*
] as const;

export type UserCleanupPlanEnvironment = Record<(typeof NAMES)[number], string>;

/** @throws MisconfiguredFunctionError naming every missing variable. */
export function readUserCleanupPlanEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): UserCleanupPlanEnvironment {
  return readEnvironment(env, NAMES);
}
