import { hash } from 'node:crypto';
import type { CubiCasaClient } from '../cubicasa/index.ts';
import { keys } from '../ledger/keys.ts';
import { StaleItemError, type Table } from '../ledger/table.ts';
import { type CompanySigns, isLasting, isSameCompany, isTelling, readSigns } from './company-signs.ts';

/** The key opens another company than the one this account was pinned to. Only `relay accounts repin` accepts it. */
export class CompanyMismatchError extends Error {
  override readonly name = 'CompanyMismatchError';
}

/** What an account is pinned to, shape 1. */
interface CompanyFingerprint extends CompanySigns {
  readonly v: 1;
  readonly keyDigest: string;
  readonly baseUrl: string | null;
}

export const digestKey = (apiKey: string): string => hash('sha256', `api-key:${apiKey}`).slice(0, 16);

export interface PinnedKey {
  readonly account: string;
  readonly apiKey: string;
  readonly baseUrl: string | null;
  readonly client: CubiCasaClient;
}

/**
 * Pins an account on its first key; a changed key must belong to the same company. A company that shows little at first
 * is looked at again under the same key, and pinned by what it shows then.
 * @returns whether the account is pinned to anything: false asks for another look before the next use.
 * @throws CompanyMismatchError when it is another company. Errors of the client pass through.
 */
export async function verifyCompany(table: Table, pinned: PinnedKey): Promise<boolean> {
  const item = await table.get(keys.fingerprint(pinned.account));
  const known = item?.data as CompanyFingerprint | undefined;
  const sameKey = known !== undefined && isSameKey(known, pinned);
  if (sameKey && isLasting(known)) return true;
  const signs = await readSigns(pinned.client);
  if (sameKey && !tellsMore(signs, known)) return isTelling(known);
  if (known !== undefined && !sameKey && !(await isSame(known, signs, pinned))) {
    throw new CompanyMismatchError(`the key of account ${pinned.account} opens another company`);
  }
  try {
    await table.put({ ...keys.fingerprint(pinned.account), data: fingerprintOf(pinned, signs) }, item?.rev ?? 'absent');
    return isTelling(signs);
  } catch (error) {
    // Another worker pinned it meanwhile: to what, the next look says.
    if (error instanceof StaleItemError) return verifyCompany(table, pinned);
    throw error;
  }
}

/** How the company behind a key stands to what the account is pinned to. Errors of the client pass through. */
export async function compareCompany(table: Table, asked: PinnedKey): Promise<'unpinned' | 'same' | 'other'> {
  const known = (await table.get(keys.fingerprint(asked.account)))?.data as CompanyFingerprint | undefined;
  if (known === undefined || !isTelling(known)) return 'unpinned';
  return isSameKey(known, asked) || (await isSame(known, await readSigns(asked.client), asked)) ? 'same' : 'other';
}

/** Pins an account to whatever company its key opens: a person said so. Errors of the client pass through. */
export async function repinCompany(table: Table, pinned: PinnedKey): Promise<void> {
  await table.put(
    { ...keys.fingerprint(pinned.account), data: fingerprintOf(pinned, await readSigns(pinned.client)) },
    'any',
  );
}

/** The first of some other accounts that is pinned to the company this key opens; none where nothing can be compared. */
export async function findAccountOfCompany(
  table: Table,
  accounts: readonly string[],
  asked: PinnedKey,
): Promise<string | undefined> {
  if (accounts.length === 0) return undefined;
  const signs = await readSigns(asked.client);
  const items = await table.getMany(accounts.map(keys.fingerprint));
  const pinnedTo = new Map(items.map(({ pk, data }) => [pk, data as CompanyFingerprint]));
  for (const account of accounts) {
    const known = pinnedTo.get(keys.fingerprint(account).pk);
    if (known === undefined) continue;
    if (isSameKey(known, asked) || (isTelling(known) && (await isSame(known, signs, asked)))) return account;
  }
  return undefined;
}

function fingerprintOf({ apiKey, baseUrl }: PinnedKey, signs: CompanySigns): CompanyFingerprint {
  return { v: 1, keyDigest: digestKey(apiKey), baseUrl, ...signs };
}

function tellsMore(read: CompanySigns, known: CompanySigns): boolean {
  return isLasting(read) || (isTelling(read) && !isTelling(known));
}

function isSameKey({ keyDigest, baseUrl }: CompanyFingerprint, pinned: PinnedKey): boolean {
  return keyDigest === digestKey(pinned.apiKey) && baseUrl === pinned.baseUrl;
}

/** Without company information, another host is another company. */
async function isSame(known: CompanyFingerprint, read: CompanySigns, { baseUrl, client }: PinnedKey): Promise<boolean> {
  const told = known.company !== null && read.company !== null;
  return (told || known.baseUrl === baseUrl) && isSameCompany(known, read, client);
}
