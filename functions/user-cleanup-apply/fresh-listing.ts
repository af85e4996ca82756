import { keepListing, loadKeptListing } from '../../shared/users/listing/keep-listing.ts';
import { beginListingWork, type ListingWork, takeListing } from '../../shared/users/listing/take-listing.ts';
import type { UserListing } from '../../shared/users/plan/cleanup-knowledge.ts';
import type { ApplyDeps } from './apply-deps.ts';
import { useClient } from './use-client.ts';

const FRESH_MS = 900_000;
const PAGE_SIZE = 50;

/**
 * A complete listing that began within 15 minutes and after `since` (ISO instant); the last one where it still serves,
 * otherwise a new one. Nothing when time ran out: the next call goes on where this one stopped.
 */
export async function loadFreshListing(
  account: string,
  since: string | null,
  deps: ApplyDeps,
): Promise<UserListing | undefined> {
  const kept = await loadKeptListing(deps.listings, account);
  if (kept !== undefined && serves(kept.startedAt, since, deps.now())) return kept;
  const taken = await useClient(account, deps, async (client) =>
    takeListing(await recallWork(account, since, deps), {
      fetchUsers: (offset) => client.users.page({ limit: PAGE_SIZE, offset }),
      parts: deps.listings,
      hasTime: deps.hasTime,
    }),
  );
  if ('unfinished' in taken) {
    await deps.listings.put(workKey(account), JSON.stringify(taken.unfinished));
    return undefined;
  }
  if (taken.listing.consistent) await keepListing(deps.listings, account, taken.listing);
  return taken.listing;
}

async function recallWork(account: string, since: string | null, { listings, now }: ApplyDeps): Promise<ListingWork> {
  const text = await listings.get(workKey(account));
  const work = text === undefined ? undefined : (JSON.parse(text) as ListingWork);
  if (work !== undefined && serves(work.progress.startedAt, since, now())) return work;
  return beginListingWork(account, new Date(now()).toISOString());
}

function serves(startedAt: string, since: string | null, now: number): boolean {
  const age = now - Date.parse(startedAt);
  return age >= 0 && age < FRESH_MS && (since === null || startedAt > since);
}

function workKey(account: string): string {
  return `${account}/work.json`;
}
