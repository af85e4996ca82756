import { liesIn } from '../address.ts';
import type { CleanupPolicy, InactivityPolicy } from '../cleanup-policy.ts';
import { addDays } from '../days.ts';
import { hasRole } from '../listed-user.ts';
import type { FindOnRoster, RosterWord } from '../roster/find-on-roster.ts';
import type { Activity, LeaverRequest } from './cleanup-knowledge.ts';
import type { UserFacts } from './user-facts.ts';

export type EvidenceReason =
  | 'removal-requested'
  | 'left-roster'
  | 'not-on-roster'
  | 'outside-domains'
  | 'unconfirmed'
  | 'inactive';

/** Why the orders seen prove nothing about somebody's inactivity. */
export type Doubt =
  | 'activity-unverified'
  | 'activity-shows-owner'
  | 'activity-shows-company'
  | 'activity-incomplete'
  | 'activity-unattributed';

export interface Evidence {
  readonly reasons: readonly EvidenceReason[];
  /** The reasons are enough to mark somebody. */
  readonly suffices: boolean;
  /** What would be evidence if these did not stand against it. */
  readonly doubts: readonly Doubt[];
  readonly leaver: { readonly leftOn: string | null; readonly request: LeaverRequest | null } | null;
}

export interface EvidenceSources {
  readonly policy: CleanupPolicy;
  readonly roster: FindOnRoster | null;
  readonly leavers: ReadonlyMap<string, LeaverRequest>;
  /** Against reading anything from missing orders. */
  readonly doubts: readonly Doubt[];
  /** Unix milliseconds. */
  readonly now: number;
}

/** What speaks for a user's removal. Roster and domains by themselves, missing orders only where orders prove something. */
export function findEvidence(facts: UserFacts, sources: EvidenceSources): Evidence {
  const request = findRequest(facts, sources.leavers);
  const word = sources.roster === null ? undefined : askRoster(facts, sources.roster);
  const silence = findSilence(facts, sources);
  const certain: EvidenceReason[] = [
    ...(request === null ? [] : (['removal-requested'] as const)),
    ...(word?.says === 'left' ? (['left-roster'] as const) : []),
    ...(word?.says === 'unknown' ? (['not-on-roster'] as const) : []),
    ...(isOutside(facts, sources.policy) ? (['outside-domains'] as const) : []),
  ];
  const believed = sources.doubts.length === 0 ? silence : [];
  return {
    reasons: [...certain, ...believed],
    suffices: certain.length > 0 || isEnough(believed, sources.policy.inactivity),
    doubts: isEnough(silence, sources.policy.inactivity) ? sources.doubts : [],
    leaver: findLeaver(facts, word, request),
  };
}

/** Against evidence from missing orders, for the whole account. */
export function findDoubts(activity: Activity, strangers: boolean): Doubt[] {
  const { draftCarries, complete } = activity;
  const doubts: (Doubt | false)[] = [
    draftCarries === null && 'activity-unverified',
    draftCarries === 'owner' && 'activity-shows-owner',
    draftCarries === 'company' && 'activity-shows-company',
    !complete && 'activity-incomplete',
    strangers && 'activity-unattributed',
  ];
  return doubts.filter((doubt) => doubt !== false);
}

/** Any address that belongs keeps a person; that they left is said by an address of theirs alone. */
function askRoster({ addresses, ownAddresses }: UserFacts, find: FindOnRoster): RosterWord {
  const word = find(addresses);
  return word.says === 'left' ? find(ownAddresses) : word;
}

function isOutside({ addresses }: UserFacts, { allowedDomains }: CleanupPolicy): boolean {
  return allowedDomains !== null && !addresses.some((address) => liesIn(address, allowedDomains));
}

function findSilence(facts: UserFacts, { policy, now }: EvidenceSources): ('unconfirmed' | 'inactive')[] {
  const unconfirmed = policy.unconfirmedDays !== null && isUnconfirmed(facts, addDays(now, -policy.unconfirmedDays));
  const inactive = policy.inactivity !== null && isInactive(facts, policy.inactivity, now);
  return [...(unconfirmed ? (['unconfirmed'] as const) : []), ...(inactive ? (['inactive'] as const) : [])];
}

function isUnconfirmed({ user, orders }: UserFacts, invitedBefore: number): boolean {
  return user.confirmed === false && orders === 0 && isBefore(user.createdAt, invitedBefore);
}

/** Somebody without any order is inactive since they were made; without that date nothing is known. */
function isInactive({ user, lastOrderAt }: UserFacts, { days, roles }: InactivityPolicy, now: number): boolean {
  const since = addDays(now, -days);
  return (
    hasRole(user, roles) && isBefore(user.createdAt, since) && (lastOrderAt === null || isBefore(lastOrderAt, since))
  );
}

function isBefore(instant: string | null, limit: number): boolean {
  return instant !== null && Date.parse(instant) < limit;
}

function isEnough(silence: readonly EvidenceReason[], inactivity: InactivityPolicy | null): boolean {
  return silence.includes('unconfirmed') || (silence.includes('inactive') && inactivity?.alone === true);
}

function findRequest(
  { user, ownAddresses }: UserFacts,
  leavers: ReadonlyMap<string, LeaverRequest>,
): LeaverRequest | null {
  const requests = ownAddresses.flatMap((address) => leavers.get(address) ?? []);
  return requests.find(({ at }) => user.createdAt === null || user.createdAt <= at) ?? null;
}

/** Somebody made again after they left, or nobody knows when, is a new invitation: ordinary evidence, with grace. */
function findLeaver(
  { user }: UserFacts,
  word: RosterWord | undefined,
  request: LeaverRequest | null,
): Evidence['leaver'] {
  if (user.createdAt === null) return null;
  const leftOn = word?.says === 'left' && user.createdAt < word.leftOn ? word.leftOn : null;
  return request === null && leftOn === null ? null : { leftOn, request };
}
