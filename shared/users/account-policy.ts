import type { AccountSettings } from '../accounts/account-settings.ts';
import { type CleanupPolicy, InvalidCleanupPolicyError, parseCleanupPolicy } from './cleanup-policy.ts';

export interface AccountPolicy {
  readonly policy: CleanupPolicy;
  /** What is wrong with the account's own policy; then the configured one stands, in report mode. */
  readonly faults: readonly string[];
}

/** The policy that holds for an account: its own over the configured one. */
export function resolveAccountPolicy(configured: CleanupPolicy, settings: AccountSettings): AccountPolicy {
  try {
    const policy = settings.cleanup === undefined ? configured : parseCleanupPolicy(settings.cleanup);
    return { policy: withRosterKey(policy, settings.rosterKey), faults: [] };
  } catch (error) {
    if (!(error instanceof InvalidCleanupPolicyError)) throw error;
    return { policy: { ...configured, mode: 'report' }, faults: error.faults };
  }
}

function withRosterKey(policy: CleanupPolicy, key: string | undefined): CleanupPolicy {
  if (key === undefined || key === '') return policy;
  return parseCleanupPolicy({ ...policy, roster: { ...policy.roster, key } });
}
