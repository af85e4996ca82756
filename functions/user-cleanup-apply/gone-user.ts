import { loadAccountSettings } from '../../shared/accounts/account-settings.ts';
import type { UserListing } from '../../shared/users/plan/cleanup-knowledge.ts';
import type { KeptPlan } from '../../shared/users/plan-header.ts';
import { loadUserRecord } from '../../shared/users/user-record.ts';
import type { ApplyDeps } from './apply-deps.ts';
import { loadFreshListing } from './fresh-listing.ts';
import { settleDeleted } from './settle-deletion.ts';

/** Looks after a call with an unknown outcome; a look that fails leaves it unknown. */
export async function isGone(account: string, userId: string, begunAt: string, deps: ApplyDeps): Promise<boolean> {
  try {
    const listing = await loadFreshListing(account, begunAt, deps);
    return listing !== undefined && isWithout(listing, userId);
  } catch {
    return false;
  }
}

/** Proof that somebody is gone; a company without anybody proves nothing. */
export function isWithout({ consistent, users }: UserListing, userId: string): boolean {
  return consistent && users.length > 0 && !users.some(({ id }) => id === userId);
}

/** The user is gone: what a message left undone is done, or somebody else removed them. */
export async function finishGone({ header }: KeptPlan, userId: string, deps: ApplyDeps): Promise<void> {
  const { account, planId } = header;
  const kept = await loadUserRecord(deps.table, account, userId);
  const { labels } = await loadAccountSettings(deps.table, account);
  const { deletion } = kept.record;
  if (deletion === null) deps.report('user-gone-already', { account, planId, userId });
  else await settleDeleted({ account, kept, deletion, earlier: null, accountLabels: labels, reasons: [] }, deps);
}
