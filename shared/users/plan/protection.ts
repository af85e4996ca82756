import { USER_ROLES } from '../../cubicasa/user.ts';
import { liesIn, normalizeAddress } from '../address.ts';
import type { ProtectionPolicy } from '../cleanup-policy.ts';
import { addDays } from '../days.ts';
import { hasRole } from '../listed-user.ts';
import type { UserFacts } from './user-facts.ts';

export type Protection =
  | 'no-address'
  | 'protected-address'
  | 'protected-domain'
  | 'protected-role'
  | 'unknown-role'
  | 'too-young'
  | 'unknown-age'
  | 'open-order'
  | 'manager-floor';

/** What keeps a user whatever the evidence; somebody who left is kept by listed addresses and domains alone. */
export function findProtection(
  facts: UserFacts,
  policy: ProtectionPolicy,
  isLeaver: boolean,
  now: number,
): Protection[] {
  const listed = listedProtection(facts, policy);
  return isLeaver ? listed : [...listed, ...ordinaryProtection(facts, policy, now)];
}

function listedProtection({ addresses }: UserFacts, policy: ProtectionPolicy): Protection[] {
  const listed = new Set(policy.addresses.map(normalizeAddress));
  const found: (Protection | false)[] = [
    addresses.length === 0 && 'no-address',
    addresses.some((address) => listed.has(address)) && 'protected-address',
    addresses.some((address) => liesIn(address, policy.domains)) && 'protected-domain',
  ];
  return found.filter((one) => one !== false);
}

function ordinaryProtection({ user, hasOpenOrder }: UserFacts, policy: ProtectionPolicy, now: number): Protection[] {
  const youngest = addDays(now, -policy.youngerThanDays);
  const found: (Protection | false)[] = [
    hasRole(user, policy.roles) && 'protected-role',
    !hasRole(user, USER_ROLES) && 'unknown-role',
    user.createdAt === null && 'unknown-age',
    user.createdAt !== null && Date.parse(user.createdAt) > youngest && 'too-young',
    hasOpenOrder && 'open-order',
  ];
  return found.filter((one) => one !== false);
}
