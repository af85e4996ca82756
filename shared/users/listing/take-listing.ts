import type { Bucket } from '../../storage/bucket.ts';
import type { ListedUser } from '../listed-user.ts';
import type { UserListing } from '../plan/cleanup-knowledge.ts';
import { putByContent } from './put-by-content.ts';
import { beginListing, type FetchUsers, type ListingProgress, readListingSlice } from './read-listing.ts';

/** A listing under way: what was read in earlier slices lies in `parts`, objects named by their content. */
export interface ListingWork {
  readonly account: string;
  readonly parts: readonly string[];
  readonly progress: ListingProgress;
}

export interface TakeListingDeps {
  readonly fetchUsers: FetchUsers;
  readonly parts: Bucket;
  readonly hasTime: () => boolean;
}

/** A listing that broke is begun anew this often before it is called inconsistent. */
const MOST_RESTARTS = 2;

export function beginListingWork(account: string, startedAt: string): ListingWork {
  return { account, parts: [], progress: beginListing(startedAt) };
}

/** Reads the company's users to the end, or as far as time allows: then `unfinished` says how to go on. */
export async function takeListing(
  work: ListingWork,
  deps: TakeListingDeps,
): Promise<{ readonly listing: UserListing } | { readonly unfinished: ListingWork }> {
  const slice = await readListingSlice(work.progress, deps.fetchUsers, deps.hasTime);
  const { startedAt, restarts } = slice.progress;
  if (slice.state === 'complete') {
    const users = [...(await loadParts(work, deps.parts)), ...slice.users];
    return { listing: { users, startedAt, consistent: isDistinct(users) } };
  }
  if (slice.state === 'unfinished') return { unfinished: await keepPart(work, slice, deps.parts) };
  if (restarts >= MOST_RESTARTS) return { listing: { users: slice.users, startedAt, consistent: false } };
  return takeListing({ ...work, parts: [], progress: beginListing(startedAt, restarts + 1) }, deps);
}

/** By content, so that the same slice read twice, as a queue may bring it, never replaces the other's part. */
async function keepPart(
  { account, parts: known }: ListingWork,
  slice: { readonly users: readonly ListedUser[]; readonly progress: ListingProgress },
  parts: Bucket,
): Promise<ListingWork> {
  const key = await putByContent(parts, `${account}/parts`, slice.users);
  return { account, parts: [...known, key], progress: slice.progress };
}

async function loadParts({ parts: keys }: ListingWork, parts: Bucket): Promise<ListedUser[]> {
  const users: ListedUser[] = [];
  for (const key of keys) {
    const text = await parts.get(key);
    if (text === undefined) throw new Error(`part of a user listing is gone: ${key}`);
    for (const user of JSON.parse(text) as ListedUser[]) users.push(user);
  }
  return users;
}

function isDistinct(users: readonly ListedUser[]): boolean {
  return new Set(users.map(({ id }) => id)).size === users.length;
}
