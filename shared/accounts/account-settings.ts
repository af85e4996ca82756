import { keys } from '../ledger/keys.ts';
import { StaleItemError, type StoredItem, type Table } from '../ledger/table.ts';

/** What an account has beyond the defaults of `infra/config.ts`: shape 1. */
export interface AccountSettings {
  readonly v: 1;
  readonly labels: readonly string[];
  /** API calls that sweeps may make in an hour, in place of the configured number. */
  readonly sweepCallsPerHour?: number;
  /** Over the configured cleanup policy; parsed by the same schema. */
  readonly cleanup?: unknown;
  /** Key of the roster in the rosters bucket. */
  readonly rosterKey?: string;
}

const NO_SETTINGS: AccountSettings = { v: 1, labels: [] };

export function parseAccountSettings(item: StoredItem | undefined): AccountSettings {
  if (item === undefined) return NO_SETTINGS;
  const settings = item.data as AccountSettings;
  if (settings.v !== 1) throw new TypeError(`settings of ${item.pk} have an unknown version`);
  return settings;
}

export async function loadAccountSettings(table: Table, account: string): Promise<AccountSettings> {
  return parseAccountSettings(await table.get(keys.settings(account)));
}

/** Changes the stored settings under compare-and-swap. Whatever `change` throws is thrown, and nothing is stored. */
export async function updateAccountSettings(
  table: Table,
  account: string,
  change: (settings: AccountSettings) => AccountSettings,
): Promise<AccountSettings> {
  for (;;) {
    const item = await table.get(keys.settings(account));
    const data = change(parseAccountSettings(item));
    try {
      await table.put({ ...keys.settings(account), data }, item?.rev ?? 'absent');
      return data;
    } catch (error) {
      if (!(error instanceof StaleItemError)) throw error;
    }
  }
}
