import { type AccountSecret, parseAccountSecret } from '../../../shared/accounts/account-secret.ts';
import { recordSuccess } from '../../../shared/accounts/api-failure.ts';
import { compareCompany, repinCompany } from '../../../shared/accounts/company-fingerprint.ts';
import { type CubiCasaClient, CubiCasaError, createCubiCasaClient } from '../../../shared/cubicasa/index.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import type { AccountSecretWriter } from './secret-writer.ts';

export interface RepinDeps {
  readonly table: Table;
  readonly readSecret: (account: string) => Promise<string | undefined>;
  readonly writeSecret: AccountSecretWriter;
}

export interface RepinRequest {
  readonly account: string;
  /** In place of the one in the secret. */
  readonly apiKey?: string | undefined;
  readonly execute: boolean;
}

export interface Repinned {
  readonly account: string;
  /** What the key's company calls itself; null where CubiCasa does not say. */
  readonly company: string | null;
  /** What the account is pinned to, beside the company that its key opens. */
  readonly pinnedTo: 'nothing' | 'this company' | 'another company';
  readonly repinned: boolean;
}

const PINNED_TO = { unpinned: 'nothing', same: 'this company', other: 'another company' } as const;

/**
 * Takes the company behind a key for the account's own, where it shows other signs than it did: then the account is no
 * longer parked for it. Another company's orders belong to an account of their own. Without `execute` it only says how
 * things stand.
 * @throws Error for an account that has no key, RefusedError for a key that CubiCasa refuses.
 */
export async function repinAccount(deps: RepinDeps, { account, apiKey, execute }: RepinRequest): Promise<Repinned> {
  const secret = await loadSecret(deps, account, apiKey);
  const client = createCubiCasaClient(secret);
  try {
    const pinned = { account, apiKey: secret.apiKey, baseUrl: secret.baseUrl ?? null, client };
    const pinnedTo = PINNED_TO[await compareCompany(deps.table, pinned)];
    const company = await readName(client);
    if (execute) {
      await repinCompany(deps.table, pinned);
      if (apiKey !== undefined) await deps.writeSecret(account, secret);
      await recordSuccess(deps.table, account);
    }
    return { account, company, pinnedTo, repinned: execute };
  } finally {
    await client.close();
  }
}

async function loadSecret(deps: RepinDeps, account: string, apiKey: string | undefined): Promise<AccountSecret> {
  const text = await deps.readSecret(account);
  const known = text === undefined ? undefined : parseAccountSecret(text);
  if (known === undefined || (apiKey ?? known.apiKey) === '')
    throw new Error(`account ${account} has no key: \`relay accounts add ${account}\` fills it`);
  return { ...known, apiKey: apiKey ?? known.apiKey };
}

/** Company information is not there for every key (CONTRACT 2.1). */
async function readName({ company }: CubiCasaClient): Promise<string | null> {
  try {
    const { profile } = await company.get();
    return profile?.name ?? profile?.email ?? null;
  } catch (error) {
    if (error instanceof CubiCasaError) return null;
    throw error;
  }
}
