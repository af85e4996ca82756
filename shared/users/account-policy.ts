import type { AccountSettings } from '../accounts/account-settings.ts';
import { type CleanupPolicy, InvalidCleanupPolicyError, parseCleanupPolicy } from './cleanup-policy.ts';

export interface AccountPolicy {
  readonly policy: CleanupPolicy;
  /** What is wrong with the account's own policy; then the configured one stands, in report mode. */
  readonly faults: readonly string[];
}

/**
 * The policy that holds for an account: what its own says, over the configured one, in sections field by field. A field
 * that is null takes its safe default.
 */
export function resolveAccountPolicy(configured: CleanupPolicy, settings: AccountSettings): AccountPolicy {
  try {
    const policy = parseCleanupPolicy(layOver(configured, settings.cleanup));
    return { policy: withRosterKey(policy, settings.rosterKey), faults: [] };
  } catch (error) {
    if (!(error instanceof InvalidCleanupPolicyError)) throw error;
    return { policy: { ...configured, mode: 'report' }, faults: error.faults };
  }
}

function layOver(configured: CleanupPolicy, own: unknown): unknown {
  if (own === undefined) return configured;
  if (!isObject(own)) return own;
  const under: Readonly<Record<string, unknown>> = { ...configured };
  const fields = Object.entries(own).map(([name, value]) => {
    const below = under[name];
    return [name, isObject(value) && isObject(below) ? { ...below, ...value } : value] as const;
  });
  return { ...under, ...Object.fromEntries(fields) };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withRosterKey(policy: CleanupPolicy, key: string | undefined): CleanupPolicy {
  if (key === undefined || key === '') return policy;
  return parseCleanupPolicy({ ...policy, roster: { ...policy.roster, key } });
}
