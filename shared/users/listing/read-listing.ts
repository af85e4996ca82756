import type { Page, User } from '../../cubicasa/index.ts';
import type { ListedUser } from '../listed-user.ts';
import { toListedUser } from '../listed-user.ts';
import { followPage, NO_TRAIL, type PageTrail } from './follow-page.ts';

/** Where a listing stands between two slices; plain JSON. */
export interface ListingProgress extends PageTrail {
  readonly startedAt: string;
  readonly offset: number;
  /** How often it began anew because pages did not follow on each other. */
  readonly restarts: number;
}

export interface ListingSlice {
  readonly users: readonly ListedUser[];
  /** `broken`: what was read so far is to be thrown away. */
  readonly state: 'complete' | 'unfinished' | 'broken';
  readonly progress: ListingProgress;
}

export type FetchUsers = (offset: number) => Promise<Page<User>>;

export function beginListing(startedAt: string, restarts = 0): ListingProgress {
  return { ...NO_TRAIL, startedAt, offset: 0, restarts };
}

/** Reads on, one call a page, until the list ends, breaks, or time runs out. Errors of the client pass through. */
export async function readListingSlice(
  from: ListingProgress,
  fetchUsers: FetchUsers,
  hasTime: () => boolean,
): Promise<ListingSlice> {
  const users: ListedUser[] = [];
  let progress = from;
  do {
    const { items, nextOffset, unreadable = 0 } = await fetchUsers(progress.offset);
    const ids = items.map(({ id }) => id);
    const shared = followPage(progress, ids);
    if (shared === undefined || unreadable > 0) return { users, state: 'broken', progress };
    for (const user of items.slice(shared)) users.push(toListedUser(user));
    if (nextOffset === null) return { users, state: 'complete', progress };
    progress = { ...progress, ...nextStep(progress, ids, nextOffset, shared) };
  } while (hasTime());
  return { users, state: 'unfinished', progress };
}

function nextStep({ offset, overlap }: ListingProgress, ids: readonly string[], nextOffset: number, shared: number) {
  const early = nextOffset - offset > 1 ? 1 : 0;
  return { offset: nextOffset - early, lastIds: ids, overlap: offset === 0 ? overlap : shared };
}
