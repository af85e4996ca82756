import { randomBytes } from 'node:crypto';
import { type AccountClients, createAccountClients } from '../../../shared/accounts/account-client.ts';
import { type AccountSecret, isAccountName, parseAccountSecret } from '../../../shared/accounts/account-secret.ts';
import { listAccounts } from '../../../shared/accounts/account-state.ts';
import { recordSuccess } from '../../../shared/accounts/api-failure.ts';
import { findAccountOfCompany } from '../../../shared/accounts/company-fingerprint.ts';
import { createCubiCasaClient } from '../../../shared/cubicasa/index.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import type { AccountSecretWriter } from './secret-writer.ts';

export interface AddAccountDeps {
  readonly table: Table;
  readonly readSecret: (account: string) => Promise<string | undefined>;
  readonly writeSecret: AccountSecretWriter;
  readonly invoke: (name: string, event: unknown) => Promise<unknown>;
  readonly now: () => number;
}

export interface NewAccount {
  readonly account: string;
  readonly apiKey: string;
  readonly baseUrl?: string | undefined;
  /** Other systems' webhook registrations may go. */
  readonly takeOver?: boolean | undefined;
}

export interface AddedAccount {
  readonly account: string;
  readonly registration: unknown;
}

/**
 * Fills or makes the account's secret once the key was seen to work, pins the account to the company behind it, lists
 * it, and registers its webhook. Doing it again with another key of the same company replaces the key.
 * @throws TypeError for an unusable name, RefusedError for a key CubiCasa refuses, CompanyMismatchError for another
 * company's, Error naming the account that serves the company already.
 */
export async function addAccount(deps: AddAccountDeps, added: NewAccount): Promise<AddedAccount> {
  const { account, takeOver = false } = added;
  requireAccountName(account);
  const secret = await fillSecret(deps, added);
  await refuseServedCompany(deps.table, account, secret);
  await clientsFor(secret, deps.table).open(account);
  await deps.writeSecret(account, secret);
  await deps.table.put({ ...keys.accountEntry(account), data: accountEntry(account, deps.now()) }, 'any');
  await recordSuccess(deps.table, account);
  const job = { v: 1, job: 'webhook-registration', account, ...(takeOver ? { kind: 'take-over' } : {}) };
  return { account, registration: await deps.invoke('webhook-registration', job) };
}

/** @throws TypeError for a name that no account can have. */
export function requireAccountName(account: string): void {
  if (!isAccountName(account)) throw new TypeError('an account is named by 1 to 40 of a-z, 0-9 and -');
}

/** CubiCasa holds one registration a company: a second account would take the webhooks of the first. */
async function refuseServedCompany(table: Table, account: string, secret: AccountSecret): Promise<void> {
  const accounts = await listAccounts(table);
  if (accounts.includes(account)) return;
  const { apiKey, baseUrl = null } = secret;
  const client = createCubiCasaClient(secret);
  const served = await findAccountOfCompany(table, accounts, { account, apiKey, baseUrl, client });
  if (served === undefined) return;
  throw new Error(
    `account ${served} serves this key's company already: \`relay accounts add ${served}\` replaces its key`,
  );
}

/** The token that is there stays: CubiCasa may have it registered. */
export async function fillSecret(
  deps: Pick<AddAccountDeps, 'readSecret'>,
  { account, apiKey, baseUrl }: NewAccount,
): Promise<AccountSecret> {
  const text = await deps.readSecret(account);
  const known = text === undefined ? undefined : readSecretText(text);
  const webhookToken = known?.webhookToken || randomBytes(32).toString('base64url');
  return { ...known, apiKey, webhookToken, ...(baseUrl === undefined ? {} : { baseUrl }) };
}

/** Nothing where somebody wrote it by hand so that no function can read it: then it is made anew. */
function readSecretText(text: string): AccountSecret | undefined {
  try {
    return parseAccountSecret(text);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Opening it pins the account, before anything is written. */
function clientsFor(secret: AccountSecret, table: Table): AccountClients {
  const secrets = { load: async () => secret, refresh: async () => secret };
  return createAccountClients({ secrets, table, createClient: createCubiCasaClient });
}

function accountEntry(account: string, now: number) {
  return { v: 1, account, addedAt: new Date(now).toISOString() };
}
