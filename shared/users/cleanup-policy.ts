import { USER_ROLES, type UserRole } from '../cubicasa/user.ts';
import { findPolicyFaults } from './policy-faults.ts';

/** Who may be removed, when, and how many at most. Days are whole; shares lie between 0 and 1. */
export interface CleanupPolicy {
  /** `report` never deletes anybody. */
  readonly mode: 'report' | 'enforce';
  /** People who belong here: an object in the rosters bucket, CSV or JSON. Null: no such list. */
  readonly roster: RosterPolicy | null;
  /** Addresses outside these domains do not belong here. Null: no such rule. */
  readonly allowedDomains: readonly string[] | null;
  /** No order for so long, under any address the user ever had. Needs a second rule unless `alone`. */
  readonly inactivity: InactivityPolicy | null;
  /** An invitation nobody confirmed for so many days, without any order. Null: no such rule. */
  readonly unconfirmedDays: number | null;
  readonly protect: ProtectionPolicy;
  /** Days between being marked and being deleted. */
  readonly graceDays: number;
  readonly breaker: BreakerPolicy;
}

export interface RosterPolicy {
  readonly key: string;
  readonly addressColumn: string;
  /** Column with the day a person left (ISO date or instant). */
  readonly leftOnColumn: string | null;
  /** A roster that lost more than this share of its largest size in 30 days is not believed. */
  readonly shrinkLimit: number;
}

export interface InactivityPolicy {
  readonly days: number;
  readonly roles: readonly UserRole[];
  readonly alone: boolean;
}

export interface ProtectionPolicy {
  readonly roles: readonly UserRole[];
  /** So many managers stay in any case. */
  readonly managers: number;
  readonly addresses: readonly string[];
  readonly domains: readonly string[];
  readonly youngerThanDays: number;
}

/** Deletions in any 30 days: the smaller of number and share of the company's users (one is always allowed). */
export interface BreakerPolicy {
  readonly count: number;
  readonly share: number;
}

export const DEFAULT_CLEANUP_POLICY: CleanupPolicy = {
  mode: 'report',
  roster: null,
  allowedDomains: null,
  inactivity: null,
  unconfirmedDays: null,
  protect: { roles: ['Manager'], managers: 1, addresses: [], domains: [], youngerThanDays: 14 },
  graceDays: 14,
  breaker: { count: 10, share: 0.1 },
};

const DEFAULT_ROSTER: RosterPolicy = { key: '', addressColumn: 'email', leftOnColumn: null, shrinkLimit: 0.2 };
const DEFAULT_INACTIVITY: InactivityPolicy = { days: 0, roles: ['Collaborator'], alone: false };

/** What is wrong with a cleanup policy, every fault with its field's name. */
export class InvalidCleanupPolicyError extends TypeError {
  override readonly name = 'InvalidCleanupPolicyError';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`the cleanup policy is not usable: ${faults.join('; ')}`);
    this.faults = faults;
  }
}

/** Fields left out take their safe default. @throws InvalidCleanupPolicyError naming every field that is wrong. */
export function parseCleanupPolicy(value: unknown): CleanupPolicy {
  const faults = findPolicyFaults(value);
  if (faults.length > 0) throw new InvalidCleanupPolicyError(faults);
  const given = value as { readonly [Field in keyof CleanupPolicy]?: Partial<CleanupPolicy[Field]> };
  const { roster, inactivity, protect, breaker, ...plain } = given;
  return {
    ...fill(DEFAULT_CLEANUP_POLICY, plain as Partial<CleanupPolicy>),
    roster: roster == null ? null : fill(DEFAULT_ROSTER, roster as Partial<RosterPolicy>),
    inactivity: inactivity == null ? null : withRoles(fill(DEFAULT_INACTIVITY, inactivity)),
    protect: withRoles(fill(DEFAULT_CLEANUP_POLICY.protect, protect)),
    breaker: fill(DEFAULT_CLEANUP_POLICY.breaker, breaker),
  };
}

/** A field that is left out or null takes its default. */
function fill<T extends object>(defaults: T, given: Partial<T> | null | undefined): T {
  const set = Object.entries(given ?? {}).filter(([, value]) => value !== undefined && value !== null);
  return { ...defaults, ...Object.fromEntries(set) };
}

/** Roles as CubiCasa writes them, whatever their letter case in the configuration. */
function withRoles<T extends { readonly roles: readonly string[] }>(part: T): T & { readonly roles: UserRole[] } {
  const wanted = new Set(part.roles.map((role) => role.toLowerCase()));
  return { ...part, roles: USER_ROLES.filter((role) => wanted.has(role.toLowerCase())) };
}
