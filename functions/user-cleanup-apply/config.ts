import { readEnvironment } from '../../shared/lambda/environment.ts';

const NAMES = [
  'ACCOUNT_SECRET_PREFIX',
  'LEDGER_TABLE',
  'ROSTERS_BUCKET',
  'AUDIT_BUCKET',
  'LISTINGS_BUCKET',
  'REVISIONS_BUCKET', // notes of a paused destination
  'CLEANUP', // JSON: CleanupPolicy of shared/users/cleanup-policy.ts
  'DESTINATIONS', // JSON: Destination[]
  'USER_DELETIONS_QUEUE_URL',
  'USER_DELETIONS_DLQ_URL',
] as const;

export type UserCleanupApplyEnvironment = Record<(typeof NAMES)[number], string>;

/** @throws MisconfiguredFunctionError naming every missing variable. */
export function readUserCleanupApplyEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): UserCleanupApplyEnvironment {
  return readEnvironment(env, NAMES);
}
