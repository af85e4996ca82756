import type { Order, User } from '../../../shared/cubicasa/index.ts';
import { dateOf } from '../../../shared/cubicasa/index.ts';
import type { AddressActivity } from '../../../shared/users/activity.ts';
import { normalizeAddress } from '../../../shared/users/address.ts';
import type { CleanupPolicy } from '../../../shared/users/cleanup-policy.ts';
import { toListedUser } from '../../../shared/users/listed-user.ts';
import type { CleanupPlan } from '../../../shared/users/plan/cleanup-plan.ts';
import { planUserCleanup } from '../../../shared/users/plan/plan-user-cleanup.ts';

/** What the cleanup would report of these users by these orders alone, in report mode, without a roster. Pure. */
export function observedCleanup(
  users: readonly User[],
  orders: readonly Order[],
  policy: CleanupPolicy,
  now: number,
): CleanupPlan {
  return planUserCleanup(
    { users: users.map(toListedUser), startedAt: new Date(now).toISOString(), consistent: true },
    { byAddress: activityOf(orders), complete: false, draftCarries: null, withOpenOrder: new Set() },
    policy.roster === null ? { state: 'none' } : { state: 'missing' },
    { records: new Map(), leavers: new Map(), deletions: [], standing: STANDING },
    { ...policy, mode: 'report' },
    now,
  );
}

const STANDING = { parked: false, otherCompany: false, paused: false, policyInvalid: false };

function activityOf(orders: readonly Order[]): Map<string, AddressActivity> {
  const byAddress = new Map<string, AddressActivity>();
  for (const { id, info } of orders) {
    const address = normalizeAddress(info?.created_by ?? '');
    const lastAt = dateOf(info?.created_at)?.toISOString() ?? '';
    const known = byAddress.get(address);
    const newest = known !== undefined && known.lastAt > lastAt ? known : { lastOrderId: id, lastAt };
    byAddress.set(address, {
      v: 1,
      address,
      orders: (known?.orders ?? 0) + 1,
      lastOrderId: newest.lastOrderId,
      lastAt: newest.lastAt,
    });
  }
  return byAddress;
}
