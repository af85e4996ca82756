import { NOBODY } from '../activity.ts';
import { normalizeAddress } from '../address.ts';
import type { ListedUser } from '../listed-user.ts';
import type { UserRecord } from '../user-record.ts';
import type { Activity } from './cleanup-knowledge.ts';

/** A user with all that is known of their work, under every address they ever had. */
export interface UserFacts {
  readonly user: ListedUser;
  readonly record: UserRecord | undefined;
  /** Normalized; the one shown now included. */
  readonly addresses: readonly string[];
  /** Those of them that are nobody else's by now: only these say of whom a person spoke. */
  readonly ownAddresses: readonly string[];
  readonly orders: number;
  readonly lastOrderId: string | null;
  readonly lastOrderAt: string | null;
  readonly hasOpenOrder: boolean;
}

/** `taken` holds every address that some user has now. */
export function gatherFacts(
  user: ListedUser,
  record: UserRecord | undefined,
  activity: Activity,
  taken: ReadonlySet<string>,
): UserFacts {
  const addresses = allAddresses(user, record);
  const worked = addresses.flatMap((address) => activity.byAddress.get(address) ?? []);
  const newest = worked.reduce((last, one) => (last === undefined || one.lastAt > last.lastAt ? one : last), worked[0]);
  return {
    user,
    record,
    addresses,
    ownAddresses: selectOwn(addresses, currentAddress(user), taken),
    orders: worked.reduce((sum, { orders }) => sum + orders, 0),
    lastOrderId: newest?.lastOrderId ?? null,
    lastOrderAt: newest?.lastAt ?? null,
    hasOpenOrder: addresses.some((address) => activity.withOpenOrder.has(address)),
  };
}

/** The very same list where all of them are: a company of 100,000 holds no second one. */
function selectOwn(addresses: readonly string[], current: string, taken: ReadonlySet<string>): readonly string[] {
  const isOwn = (address: string) => address === current || !taken.has(address);
  return addresses.every(isOwn) ? addresses : addresses.filter(isOwn);
}

/** Normalized; empty where CubiCasa shows none. */
export function currentAddress({ email }: Pick<ListedUser, 'email'>): string {
  return email === null ? '' : normalizeAddress(email);
}

function allAddresses(user: ListedUser, record: UserRecord | undefined): readonly string[] {
  const known = record?.addresses ?? [];
  const current = currentAddress(user);
  return current === '' || known.includes(current) ? known : [...known, current];
}

/** Somebody worked since then whom no user, present or past, explains. `since` is in Unix milliseconds. */
export function hasStrangersSince(
  since: number,
  activity: Activity,
  facts: readonly UserFacts[],
  records: ReadonlyMap<string, UserRecord>,
): boolean {
  const known = new Set(facts.flatMap(({ addresses }) => addresses));
  for (const { addresses } of records.values()) for (const address of addresses) known.add(address);
  for (const { address, lastAt } of activity.byAddress.values()) {
    if (Date.parse(lastAt) >= since && (address === NOBODY || !known.has(address))) return true;
  }
  return false;
}
