import { createHash } from 'node:crypto';
import { type CubiCasaClient, NotFoundError } from '../cubicasa/index.ts';
import { keys } from '../ledger/keys.ts';
import type { Table } from '../ledger/table.ts';

/** The key opens another company than the one this account was pinned to. Only `relay accounts repin` accepts it. */
export class CompanyMismatchError extends Error {
  override readonly name = 'CompanyMismatchError';
}

/** What an account is pinned to, shape 1: the company's own information, or orders that only its key can see. */
interface CompanyFingerprint {
  readonly v: 1;
  readonly keyDigest: string;
  readonly company: string | null;
  readonly baseUrl: string | null;
  readonly sampleOrderIds: readonly string[];
}

const SAMPLE_SIZE = 10;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const digestKey = (apiKey: string): string => sha256(`api-key:${apiKey}`).slice(0, 16);

export interface PinnedKey {
  readonly account: string;
  readonly apiKey: string;
  readonly baseUrl: string | null;
  readonly client: CubiCasaClient;
}

/**
 * Pins an account on its first key; a changed key must belong to the same company.
 * @throws CompanyMismatchError when it does not. Errors of the client pass through.
 */
export async function verifyCompany(table: Table, pinned: PinnedKey): Promise<void> {
  const item = await table.get(keys.fingerprint(pinned.account));
  const known = item?.data as CompanyFingerprint | undefined;
  if (known?.keyDigest === digestKey(pinned.apiKey) && known.baseUrl === pinned.baseUrl) return;
  const read = await readFingerprint(pinned);
  if (known !== undefined && !(await isSameCompany(known, read, pinned.client))) {
    throw new CompanyMismatchError(`the key of account ${pinned.account} opens another company`);
  }
  await table.put({ ...keys.fingerprint(pinned.account), data: read }, item?.rev ?? 'absent');
}

async function readFingerprint({ apiKey, baseUrl, client }: PinnedKey): Promise<CompanyFingerprint> {
  const company = await readCompany(client);
  const { items } = await client.orders.page({ limit: SAMPLE_SIZE });
  return { v: 1, keyDigest: digestKey(apiKey), company, baseUrl, sampleOrderIds: items.map(({ id }) => id) };
}

/** Company information is seen in code only (CONTRACT 2.1): where it is not there, a sample of orders stands for it. */
async function readCompany(client: CubiCasaClient): Promise<string | null> {
  try {
    const { id, profile } = await client.company.get();
    const identity = id ?? profile?.email ?? profile?.name;
    return identity === undefined || identity === null ? null : sha256(`company:${identity}`);
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}

async function isSameCompany(
  known: CompanyFingerprint,
  read: CompanyFingerprint,
  client: CubiCasaClient,
): Promise<boolean> {
  if (known.company !== null && read.company !== null) return known.company === read.company;
  if (known.baseUrl !== read.baseUrl) return false;
  if (known.sampleOrderIds.length === 0) return true;
  for (const orderId of known.sampleOrderIds) if (await canSee(client, orderId)) return true;
  return false;
}

async function canSee(client: CubiCasaClient, orderId: string): Promise<boolean> {
  try {
    await client.orders.get(orderId);
    return true;
  } catch (error) {
    if (error instanceof NotFoundError) return false;
    throw error;
  }
}
