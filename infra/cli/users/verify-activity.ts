import { NotPermittedError } from '../../../shared/accounts/account-client.ts';
import { type CubiCasaClient, NotFoundError } from '../../../shared/cubicasa/index.ts';
import { type ActivityCheck, saveActivityCheck } from '../../../shared/users/activity-check.ts';
import { normalizeAddress } from '../../../shared/users/address.ts';
import type { DraftCarries } from '../../../shared/users/plan/cleanup-knowledge.ts';
import { UsersCommandError, type UsersDeps } from './users-context.ts';

export interface VerifyActivityOptions {
  readonly account: string;
  /** An order that was a draft made through the API for one user and scanned by another. */
  readonly orderId: string;
  readonly scannedBy: string;
  readonly ownedBy: string;
  readonly by: string;
  readonly dryRun: boolean;
}

export type CheckOutcome = ActivityCheck & { readonly dryRun: boolean };

/** Normalized addresses. */
interface People {
  readonly scanner: string;
  readonly owner: string;
}

/**
 * Reads whose address a scanned draft carries: only the scanner's proves who is at work.
 * @throws UsersCommandError where the addresses are not those of two users of the company.
 */
export async function verifyActivity(deps: UsersDeps, options: VerifyActivityOptions): Promise<CheckOutcome> {
  const { account, orderId, by, dryRun } = options;
  const people = parsePeople(options);
  const strangers = selectStrangers(people, await loadAddresses(deps, account));
  if (strangers.length > 0) throw new UsersCommandError(describeStrangers(account, strangers));
  const order = await deps.accountClients.use(account, (client) => client.orders.get(orderId));
  const draftCarries = whose(order.info?.created_by ?? null, people);
  const check: ActivityCheck = { v: 1, draftCarries, orderId, by, at: new Date(deps.now()).toISOString() };
  if (!dryRun) await saveActivityCheck(deps.table, account, check);
  return { ...check, dryRun };
}

function parsePeople({ scannedBy, ownedBy }: VerifyActivityOptions): People {
  const scanner = parseAddress('--scanned-by', scannedBy);
  const owner = parseAddress('--owned-by', ownedBy);
  if (scanner !== owner) return { scanner, owner };
  throw new UsersCommandError('take a draft that somebody else than its owner scanned: this one proves nothing');
}

function parseAddress(option: string, text: string): string {
  const address = normalizeAddress(text);
  if (/^[^\s@]+@[^\s@]+$/.test(address)) return address;
  throw new UsersCommandError(`${option}: ${text} is no e-mail address: name the user by theirs`);
}

/** Undefined where the key may list no users: then nobody is known for a stranger. */
async function loadAddresses({ accountClients }: UsersDeps, account: string): Promise<Set<string> | undefined> {
  try {
    return await accountClients.use(account, readAddresses);
  } catch (error) {
    if (error instanceof NotPermittedError || error instanceof NotFoundError) return undefined;
    throw error;
  }
}

async function readAddresses({ users }: Pick<CubiCasaClient, 'users'>): Promise<Set<string>> {
  const addresses = new Set<string>();
  for await (const { email } of users.list()) if (email) addresses.add(normalizeAddress(email));
  return addresses;
}

function selectStrangers({ scanner, owner }: People, listed: ReadonlySet<string> | undefined): readonly string[] {
  return [scanner, owner].filter((address) => listed?.has(address) === false);
}

function describeStrangers(account: string, strangers: readonly string[]): string {
  return `no user of account ${account} has the address ${strangers.join(' or ')}: check how it is spelt with \`relay api listUsers --account ${account}\``;
}

function whose(createdBy: string | null, { scanner, owner }: People): DraftCarries {
  if (createdBy === null) throw new UsersCommandError('the order shows no address: take another');
  const shown = normalizeAddress(createdBy);
  if (shown === scanner) return 'scanner';
  return shown === owner ? 'owner' : 'company';
}
