import {
  type AccountSettings,
  loadAccountSettings,
  updateAccountSettings,
} from '../../../shared/accounts/account-settings.ts';
import { afterPause, afterResume, parseBreaker, updateBreaker } from '../../../shared/accounts/breaker.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { resolveAccountPolicy } from '../../../shared/users/account-policy.ts';
import { type CleanupPolicy, InvalidCleanupPolicyError } from '../../../shared/users/cleanup-policy.ts';
import { requireAccount } from './require-account.ts';

export interface ConfigureDeps {
  readonly table: Table;
  /** What accounts without a policy of their own go by. */
  readonly cleanup: CleanupPolicy;
  readonly now: () => number;
}

export type Setting = Exclude<keyof AccountSettings, 'v'>;

export interface SettingsChange {
  readonly account: string;
  readonly set: Partial<Pick<AccountSettings, Setting>>;
  /** These go back to what `infra/config.ts` says. */
  readonly unset: readonly Setting[];
  /** All work for the account stops, or goes on; left out, it stays as it is. */
  readonly paused?: boolean | undefined;
}

export interface ConfiguredAccount {
  readonly account: string;
  readonly settings: AccountSettings;
  /** The policy that holds for the account. */
  readonly cleanup: CleanupPolicy;
  readonly paused: boolean;
}

/**
 * Changes what an account has beyond the defaults, or only shows it where nothing is to be changed.
 * @throws InvalidCleanupPolicyError naming every field that is wrong, and nothing is changed then; Error for an account
 * that is not there.
 */
export async function configureAccount(deps: ConfigureDeps, change: SettingsChange): Promise<ConfiguredAccount> {
  const { table } = deps;
  const { account, set, unset, paused } = change;
  await requireAccount(table, account);
  const isChange = Object.keys(set).length + unset.length > 0;
  const settings = isChange
    ? await updateAccountSettings(table, account, (known) => checked(changed(known, change), deps.cleanup))
    : await loadAccountSettings(table, account);
  if (paused !== undefined)
    await updateBreaker(table, account, (breaker) => (paused ? afterPause(breaker, deps.now()) : afterResume(breaker)));
  const { parked } = parseBreaker(await table.get(keys.breaker(account)));
  const { policy } = resolveAccountPolicy(deps.cleanup, settings);
  return { account, settings, cleanup: policy, paused: parked?.reason === 'paused' };
}

function changed(known: AccountSettings, { set, unset }: SettingsChange): AccountSettings {
  const gone = new Set<string>(unset);
  const kept = Object.entries({ ...known, ...set }).filter(([name]) => !gone.has(name));
  return { labels: [], ...Object.fromEntries(kept), v: 1 };
}

function checked(settings: AccountSettings, configured: CleanupPolicy): AccountSettings {
  const { faults } = resolveAccountPolicy(configured, settings);
  if (faults.length > 0) throw new InvalidCleanupPolicyError(faults);
  return settings;
}
