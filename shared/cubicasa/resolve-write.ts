import type { Company, WebhookUpdate } from './company.ts';
import type { Upgrade } from './draft-order.ts';
import { NotFoundError, type Resolution } from './errors.ts';
import type { Order } from './order.ts';
import type { User } from './user.ts';

/** Orders looked through for an external id; the newest come first, as far as is known. */
const ORDERS_LOOKED_THROUGH = 200;
/** CubiCasa's clock and ours may differ by this much. */
const CLOCK_SKEW_SECONDS = 600;

/** An order made since `startedAtMs` with this external id; without one, or with orders left unseen, nothing can tell. */
export async function resolveByExternalId(
  orders: AsyncIterable<Order>,
  externalId: unknown,
  startedAtMs: number,
): Promise<Resolution<Order>> {
  if (typeof externalId !== 'string' || externalId === '') return { outcome: 'unknown' };
  let looked = 0;
  for await (const order of orders) {
    const isOurs = order.info?.external_id === externalId && isMadeSince(order.info?.created_at, startedAtMs);
    if (isOurs) return { outcome: 'done', value: order };
    looked += 1;
    if (looked >= ORDERS_LOOKED_THROUGH) return { outcome: 'unknown' };
  }
  return { outcome: 'not-done' };
}

/** A user made since `startedAtMs` with this address. */
export async function resolveUser(
  users: AsyncIterable<User>,
  email: string,
  startedAtMs: number,
): Promise<Resolution<User>> {
  const user = await findUser(users, hasEmail(email));
  const isOurs = user !== undefined && isMadeSince(user.created_at, startedAtMs);
  return isOurs ? { outcome: 'done', value: user } : { outcome: 'not-done' };
}

/** `createdAt` in Unix seconds; what has none may be new. */
function isMadeSince(createdAt: number | null | undefined, startedAtMs: number): boolean {
  return (createdAt ?? Number.POSITIVE_INFINITY) >= startedAtMs / 1000 - CLOCK_SKEW_SECONDS;
}

export async function resolveRemoval(read: () => Promise<unknown>): Promise<Resolution> {
  try {
    await read();
    return { outcome: 'not-done' };
  } catch (error) {
    if (error instanceof NotFoundError) return { outcome: 'done', value: {} };
    throw error;
  }
}

export async function findUser(
  users: AsyncIterable<User>,
  matches: (user: User) => boolean,
): Promise<User | undefined> {
  for await (const user of users) if (matches(user)) return user;
  return undefined;
}

/** Addresses are compared without regard to case. */
export function hasEmail(email: string): (user: User) => boolean {
  const wanted = email.trim().toLowerCase();
  return (user) => user.email?.trim().toLowerCase() === wanted;
}

export function resolveUpgrade(order: Order, { package_type, add_ons }: Upgrade): Resolution<Order> {
  const product = order.info?.product;
  if (product === undefined || product === null) return { outcome: 'unknown' };
  const owned = new Set(product.add_ons ?? []);
  const bought = (add_ons ?? []).every((addOn) => owned.has(addOn));
  const upgraded = (package_type ?? product.package_type) === product.package_type;
  return bought && upgraded ? { outcome: 'done', value: order } : { outcome: 'not-done' };
}

/** Company information may echo the registration, or may not (CONTRACT 2.1). */
export function resolveWebhook(company: Company, wanted: WebhookUpdate): Resolution {
  const { webhook_urls: urls, webhook_triggers: triggers } = company;
  if (!urls || !triggers) return { outcome: 'unknown' };
  const same = sameSet(urls, wanted.webhook_urls) && sameSet(triggers, wanted.webhook_triggers);
  return same
    ? { outcome: 'done', value: { webhook_urls: urls, webhook_triggers: triggers } }
    : { outcome: 'not-done' };
}

export function resolveWebhookRemoval({ webhook_urls: urls }: Company): Resolution {
  if (!urls) return { outcome: 'unknown' };
  return urls.length === 0 ? { outcome: 'done', value: {} } : { outcome: 'not-done' };
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && new Set([...left, ...right]).size === new Set(left).size;
}
