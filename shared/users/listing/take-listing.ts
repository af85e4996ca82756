import type { Bucket } from '../../storage/bucket.ts';
import type { ListedUser } from '../listed-user.ts';
import type { UserListing } from '../plan/cleanup-knowledge.ts';
import { beginListing, type FetchUsers, type ListingProgress, readListingSlice } from './read-listing.ts';

/** A listing under way: what was read in earlier slices lies in parts under `folder`. */
export interface ListingWork {
  readonly folder: string;
  readonly parts: number;
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
  const folder = `listings/${account}/${startedAt.replace(/[^0-9TZ]/g, '')}`;
  return { folder, parts: 0, progress: beginListing(startedAt) };
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
  return takeListing({ ...work, parts: 0, progress: beginListing(startedAt, restarts + 1) }, deps);
}

async function keepPart(
  work: ListingWork,
  slice: { readonly users: readonly ListedUser[]; readonly progress: ListingProgress },
  parts: Bucket,
): Promise<ListingWork> {
  await parts.put(partKey(work.folder, work.parts), JSON.stringify(slice.users));
  return { folder: work.folder, parts: work.parts + 1, progress: slice.progress };
}

async function loadParts({ folder, parts: count }: ListingWork, parts: Bucket): Promise<ListedUser[]> {
  const users: ListedUser[] = [];
  for (let part = 0; part < count; part += 1) {
    const text = await parts.get(partKey(folder, part));
    if (text === undefined) throw new Error(`part ${part} of a user listing is gone`);
    for (const user of JSON.parse(text) as ListedUser[]) users.push(user);
  }
  return users;
}

function partKey(folder: string, part: number): string {
  return `${folder}/${part}.json`;
}

function isDistinct(users: readonly ListedUser[]): boolean {
  return new Set(users.map(({ id }) => id)).size === users.length;
}
