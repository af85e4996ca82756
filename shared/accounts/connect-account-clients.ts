import { createSecretsClient } from '../aws/clients.ts';
import { createSecretReader } from '../aws/secrets-reader.ts';
import { type ClientOptions, createCubiCasaClient } from '../cubicasa/index.ts';
import type { Table } from '../ledger/table.ts';
import { reportDrift } from '../telemetry/report-drift.ts';
import { type AccountClients, createAccountClients } from './account-client.ts';
import { createSecretStore } from './secret-store.ts';

/** How long the function may wait for CubiCasa: one attempt, and a call with its repeats. */
export type Patience = Pick<ClientOptions, 'attemptTimeoutMs' | 'timeoutMs'>;

/** The clients of a function that calls CubiCasa: keys from Secrets Manager under `prefix`, companies from the ledger. */
export function connectAccountClients(prefix: string, table: Table, patience: Patience = {}): AccountClients {
  const read = createSecretReader(createSecretsClient(), prefix);
  const secrets = createSecretStore({ read, now: Date.now });
  return createAccountClients({
    secrets,
    table,
    createClient: (secret) => createCubiCasaClient({ ...secret, ...patience, onDrift: reportDrift }),
  });
}
