import { createHash } from 'node:crypto';
import { type CubiCasaClient, InvalidInputError, NotFoundError, RefusedError } from '../cubicasa/index.ts';

/** What tells a company from others: its own information, or else orders, or else users that only its keys can see. */
export interface CompanySigns {
  readonly company: string | null;
  readonly sampleOrderIds: readonly string[];
  /** Read only where there is neither of the above. */
  readonly sampleUserIds?: readonly string[];
}

const SAMPLE_SIZE = 10;

export async function readSigns(client: CubiCasaClient): Promise<CompanySigns> {
  const company = await readCompany(client);
  const { items } = await client.orders.page({ limit: SAMPLE_SIZE });
  const signs = { company, sampleOrderIds: items.map(({ id }) => id) };
  return isLasting(signs) ? signs : { ...signs, sampleUserIds: await readUsers(client) };
}

/** Information and orders stay; users come and go, and a new company has nothing else to show. */
export function isLasting({ company, sampleOrderIds }: CompanySigns): boolean {
  return company !== null || sampleOrderIds.length > 0;
}

/** Whether a later key's company could be told from this one at all. */
export function isTelling(signs: CompanySigns): boolean {
  return isLasting(signs) || (signs.sampleUserIds ?? []).length > 0;
}

/** Whether the client's company, which shows `read`, is the one that showed `known`; true where nothing can be compared. */
export async function isSameCompany(known: CompanySigns, read: CompanySigns, client: CubiCasaClient): Promise<boolean> {
  if (known.company !== null && read.company !== null) return known.company === read.company;
  if (known.sampleOrderIds.length > 0) return canSeeAnyOrder(client, known.sampleOrderIds);
  const userIds = new Set(known.sampleUserIds);
  return userIds.size === 0 || canSeeAnyUser(client, userIds);
}

/** Company information is seen in code only (CONTRACT 2.1): where it is not there, or not for this key, samples stand for it. */
async function readCompany(client: CubiCasaClient): Promise<string | null> {
  try {
    const { id, profile } = await client.company.get();
    const identity = id ?? profile?.email ?? profile?.name;
    return identity === undefined || identity === null ? null : sha256(`company:${identity}`);
  } catch (error) {
    if (isNotForUs(error)) return null;
    throw error;
  }
}

/** A key that is refused altogether is refused by the list of orders too. */
function isNotForUs(error: unknown): boolean {
  return error instanceof NotFoundError || error instanceof RefusedError || error instanceof InvalidInputError;
}

/** None where the key may list orders but no users. */
async function readUsers(client: CubiCasaClient): Promise<readonly string[]> {
  try {
    const { items } = await client.users.page({ limit: SAMPLE_SIZE });
    return items.map(({ id }) => id);
  } catch (error) {
    if (isNotForUs(error)) return [];
    throw error;
  }
}

async function canSeeAnyOrder(client: CubiCasaClient, orderIds: readonly string[]): Promise<boolean> {
  for (const orderId of orderIds) if (await canSeeOrder(client, orderId)) return true;
  return false;
}

async function canSeeOrder(client: CubiCasaClient, orderId: string): Promise<boolean> {
  try {
    await client.orders.get(orderId);
    return true;
  } catch (error) {
    if (error instanceof NotFoundError || error instanceof RefusedError) return false;
    throw error;
  }
}

/** Users have no order that could be relied on, so that the whole list may be read. */
async function canSeeAnyUser(client: CubiCasaClient, userIds: ReadonlySet<string>): Promise<boolean> {
  try {
    for await (const { id } of client.users.list()) if (userIds.has(id)) return true;
    return false;
  } catch (error) {
    if (error instanceof RefusedError) return false;
    throw error;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
