import { parkReasonOf, recordFailure } from '../../shared/accounts/api-failure.ts';
import { putByContent } from '../../shared/users/listing/put-by-content.ts';
import { beginListingWork, type ListingWork, takeListing } from '../../shared/users/listing/take-listing.ts';
import type { UserListing } from '../../shared/users/plan/cleanup-knowledge.ts';
import type { CleanupPlanDeps } from './cleanup-plan-deps.ts';

/**
 * Where a run stopped for lack of time: among the pages, or with the listing kept and users still to be recorded, or
 * `told` of so many that they are to be deleted.
 */
export type CleanupContinuation = { readonly listing: ListingWork } | { readonly kept: string; readonly told: number };

const PAGE_SIZE = 50;

/** The users of an account: read on from where the run stopped. Says how to go on when time ran out. */
export async function continueListing(
  account: string,
  from: CleanupContinuation | undefined,
  deps: CleanupPlanDeps,
  { leavesTrace }: { readonly leavesTrace: boolean },
): Promise<{ readonly listing: UserListing } | { readonly unfinished: ListingWork }> {
  if (from !== undefined && 'kept' in from) return { listing: await recallListing(from.kept, deps) };
  const work = from?.listing ?? beginListingWork(account, new Date(deps.now()).toISOString());
  try {
    return await deps.clients.use(account, (client) =>
      takeListing(work, {
        fetchUsers: (offset) => client.users.page({ limit: PAGE_SIZE, offset }),
        parts: deps.listings,
        hasTime: deps.hasTime,
      }),
    );
  } catch (error) {
    if (leavesTrace) await noteFailure(account, error, deps);
    throw error;
  }
}

/** Keeps a listing for the next slice of this run, out of reach of any other. */
export async function keepForLater(
  account: string,
  listing: UserListing,
  told: number,
  { listings }: Pick<CleanupPlanDeps, 'listings'>,
): Promise<CleanupContinuation> {
  return { kept: await putByContent(listings, `${account}/kept`, listing), told };
}

async function recallListing(key: string, { listings }: CleanupPlanDeps): Promise<UserListing> {
  const text = await listings.get(key);
  if (text === undefined) throw new Error(`the listing that this run kept is gone: ${key}`);
  return JSON.parse(text) as UserListing;
}

async function noteFailure(account: string, error: unknown, { table, report, now }: CleanupPlanDeps): Promise<void> {
  const reason = parkReasonOf(error);
  if (reason === undefined) return;
  await recordFailure(table, account, { reason, now: now() }, report);
}
