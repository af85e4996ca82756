import {
  type CubiCasaClient,
  CubiCasaError,
  InvalidInputError,
  NotFoundError,
  RefusedError,
  UpstreamError,
} from '../cubicasa/index.ts';
import type { Table } from '../ledger/table.ts';
import type { AccountSecret } from './account-secret.ts';
import { digestKey, verifyCompany } from './company-fingerprint.ts';
import type { AccountSecrets } from './secret-store.ts';

/** The account's secret holds no key yet: `relay accounts add` fills it. */
export class NoKeyError extends Error {
  override readonly name = 'NoKeyError';
}

/**
 * CubiCasa refuses this one thing to a key with which it still lists orders: the account is none the worse for it, and
 * whoever asked has failed with it.
 */
export class NotPermittedError extends CubiCasaError {
  override readonly name = 'NotPermittedError';
}

export interface AccountClients {
  /**
   * The account's client, verified to open the company it is pinned to.
   * @throws NoKeyError | CompanyMismatchError | UnknownAccountError | SecretsUnavailableError
   */
  open(account: string): Promise<CubiCasaClient>;
  /**
   * Runs `work`; where CubiCasa refuses the key and a newer one is in the secret, once more with that.
   * @throws NotPermittedError in place of a RefusedError that is not about the key.
   */
  use<T>(account: string, work: (client: CubiCasaClient) => Promise<T>): Promise<T>;
}

export interface AccountClientsOptions {
  readonly secrets: AccountSecrets;
  readonly table: Table;
  readonly createClient: (secret: Pick<AccountSecret, 'apiKey' | 'baseUrl'>) => CubiCasaClient;
}

interface OpenClient {
  readonly identity: string;
  readonly client: CubiCasaClient;
  /** False for a company that shows nothing yet: it is looked at before each use. */
  readonly pinned: boolean;
}

/** Clients are kept while the key stays: their connections, limiter and verified company go with it. */
export function createAccountClients({ secrets, table, createClient }: AccountClientsOptions): AccountClients {
  const kept = new Map<string, OpenClient>();

  async function openWith(account: string, secret: AccountSecret): Promise<CubiCasaClient> {
    const { apiKey, baseUrl = null } = secret;
    if (apiKey === '') throw new NoKeyError(`account ${account} has no key yet`);
    const identity = `${digestKey(apiKey)} ${baseUrl}`;
    const found = kept.get(account);
    const known = found?.identity === identity ? found : undefined;
    if (known?.pinned === true) return known.client;
    const client = known?.client ?? createClient({ apiKey, ...(baseUrl === null ? {} : { baseUrl }) });
    const pinned = await verifyCompany(table, { account, apiKey, baseUrl, client }).catch(asUnseen);
    kept.set(account, { identity, client, pinned });
    return client;
  }

  async function open(account: string): Promise<CubiCasaClient> {
    return openWith(account, await secrets.load(account));
  }

  async function use<T>(account: string, work: (client: CubiCasaClient) => Promise<T>): Promise<T> {
    const secret = await secrets.load(account);
    try {
      return await tryWork(await openWith(account, secret), work);
    } catch (error) {
      if (!(error instanceof RefusedError || error instanceof NoKeyError)) throw error;
      const newer = await secrets.refresh(account);
      if (newer.apiKey === secret.apiKey) throw error;
      return tryWork(await openWith(account, newer), work);
    }
  }

  return { open, use };
}

/** What the check itself does not find says nothing of the order or the user that somebody came for. */
function asUnseen(error: unknown): never {
  if (!(error instanceof NotFoundError || error instanceof InvalidInputError)) throw error;
  const { operation } = error;
  const message = 'no company can be seen at the base address of the account’s secret';
  throw new UpstreamError(message, { operation, reason: 'unavailable', cause: error });
}

async function tryWork<T>(client: CubiCasaClient, work: (client: CubiCasaClient) => Promise<T>): Promise<T> {
  try {
    return await work(client);
  } catch (error) {
    throw error instanceof RefusedError ? await findOut(client, error) : error;
  }
}

/** What a refusal was about: this one thing, or the key; and where CubiCasa does not say, that it is away. */
async function findOut({ orders }: CubiCasaClient, refusal: RefusedError): Promise<unknown> {
  try {
    await orders.page({ limit: 1 });
  } catch (error) {
    return error instanceof UpstreamError ? error : refusal;
  }
  const { operation, status, requestId } = refusal;
  return new NotPermittedError('refused, though the key is not', { operation, status, requestId, cause: refusal });
}
