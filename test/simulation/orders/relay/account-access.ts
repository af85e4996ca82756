import { type AccountClients, createAccountClients } from '../../../../shared/accounts/account-client.ts';
import { createSecretStore, type SecretStore } from '../../../../shared/accounts/secret-store.ts';
import { type CubiCasaClient, createCubiCasaClient, NotFoundError } from '../../../../shared/cubicasa/index.ts';
import type { Transport } from '../../../../shared/cubicasa/transport.ts';
import type { Table } from '../../../../shared/ledger/table.ts';
import type { Company } from '../../../simulator/company/company.ts';
import { createSimulatorTransport } from '../../../simulator/transport.ts';
import type { Environment } from '../lambda/environment.ts';
import type { Platform } from '../lambda/function-runtime.ts';
import { baseUrlOf, type SimulatedAccount, secretText } from './simulated-account.ts';

export type Accounts = ReadonlyMap<string, SimulatedAccount>;

/** One attempt and a whole call, in milliseconds. */
const PATIENCE = { attemptTimeoutMs: 6_000, timeoutMs: 12_000 };

/** Secrets as one process reads and caches them. */
export function openSecrets(accounts: Accounts, environment: Environment, now: () => number): SecretStore {
  const read = (name: string): Promise<string | undefined> =>
    environment.perform({ service: 'secrets', verb: 'read secret of', to: name }, () => {
      const account = accounts.get(name);
      return account && secretText(account);
    });
  return createSecretStore({ read, now });
}

/** The real clients of one process, wired to simulated companies. */
export function openClients(
  accounts: Accounts,
  table: Table,
  environment: Environment,
  platform: Platform,
): AccountClients {
  const { loop, random } = platform;
  const secrets = openSecrets(accounts, environment, loop.now);
  const createClient = ({ apiKey, baseUrl }: { readonly apiKey: string; readonly baseUrl?: string | undefined }) => {
    const account = [...accounts.values()].find(({ name }) => baseUrlOf(name) === baseUrl);
    if (account === undefined) throw new TypeError('no account has this base URL');
    const transport = performTransport(account, environment);
    const wire = { transport, now: loop.now, random: random.next, sleep: environment.sleep };
    return noteLooks(createCubiCasaClient({ apiKey, baseUrl, ...PATIENCE, ...wire }), account.name, platform);
  };
  return createAccountClients({ secrets, table, createClient });
}

function performTransport(account: SimulatedAccount, environment: Environment): Transport {
  const { name, company } = account;
  const wait = async (ms: number): Promise<void> => (ms > 0 ? environment.sleep(ms) : undefined);
  const transportTo = (behind: Company) =>
    createSimulatorTransport({ company: behind, baseUrl: baseUrlOf(name), wait });
  const transport = transportTo(company);
  return (request) =>
    environment.perform({ service: 'cubicasa', verb: request.method, to: request.url }, () => {
      if (account.trouble !== undefined) account.trouble.calls += 1;
      const { stranger } = account;
      const strange = stranger !== undefined && request.headers['api-key'] === stranger.apiKey;
      return (strange ? transportTo(stranger) : transport)(request);
    });
}

/** Every answered read of an order is a look: acknowledged webhooks are compared with it. */
function noteLooks(client: CubiCasaClient, account: string, { loop, journal }: Platform): CubiCasaClient {
  const get: CubiCasaClient['orders']['get'] = async (id, options) => {
    const at = loop.now();
    const note = () => journal.looked.set(`${account} ${id}`, at);
    try {
      const order = await client.orders.get(id, options);
      note();
      return order;
    } catch (error) {
      if (error instanceof NotFoundError) note();
      throw error;
    }
  };
  return { ...client, orders: { ...client.orders, get } };
}
