import type { CleanupPolicy } from '../../../shared/users/cleanup-policy.ts';
import type { RosterFile } from '../../../shared/users/roster/roster-source.ts';
import { createMemoryBucket, type MemoryBucket } from '../../support/memory-bucket.ts';
import { createMemoryQueue, type MemoryQueue } from '../../support/memory-queue.ts';
import { choosePolicy, unhurried } from './choose-policy.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createModelCompany, type ModelCompany, type ModelUser } from './model-company.ts';
import { type Chance, createChance } from './random.ts';

export const ACCOUNT = 'default';
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** A complete listing serves so long. */
export const LISTING_SERVES_MS = 900_000;
const BEGIN = Date.UTC(2026, 0, 5);

/** Somebody as they truly are, whatever the relay believes. */
export interface Person {
  readonly user: ModelUser;
  /** Every address they ever had. */
  readonly addresses: string[];
  employed: boolean;
  /** Unix milliseconds at which they left; null while they are there. */
  leftAt: number | null;
  /** Unix milliseconds at which somebody asked to remove them. */
  requestedAt: number | null;
  removedAt: number | null;
  /** The listing during or after which somebody else removed them; null where nobody did. */
  removedByHand: number | null;
  readonly orders: ModelOrder[];
}

export interface ModelOrder {
  readonly id: string;
  /** Unix milliseconds. */
  readonly at: number;
  /** What `created_by` shows. */
  readonly shown: string | null;
  open: boolean;
  /** Unix milliseconds; until then it spoke for whoever made it. */
  closedAt: number | null;
  /** As which a sweep listed it last. */
  told: Told | null;
  /** As which it was read last: what the ledger's order says. */
  read: Told | null;
}

type Told = 'open' | 'closed';

/** What an operator said yes to. */
interface Approved {
  readonly planId: string;
  readonly ids: ReadonlySet<string>;
  readonly policyHash: string;
  readonly overLimit: boolean;
}

export interface Violation {
  readonly invariant: string;
  readonly day: number;
  readonly userId: string;
}

export interface World {
  readonly chance: Chance;
  /** False: nothing breaks, the operator is quick, and people who should go must be gone in time. */
  readonly faulty: boolean;
  /** CubiCasa has bad weeks: calls fail, lists lag, and with them messages come twice. */
  readonly troubled: boolean;
  readonly company: ModelCompany;
  readonly people: Person[];
  readonly table: Ledger;
  readonly audit: MemoryBucket;
  readonly listings: MemoryBucket;
  readonly queue: MemoryQueue;
  readonly draftCarries: 'scanner' | 'owner' | 'company';
  readonly approvals: Approved[];
  /** DELETEs that took effect. */
  readonly deletions: { readonly userId: string; readonly at: number }[];
  /** Every roster that the relay was ever shown, in rows with an address. */
  readonly rostersShown: { readonly at: number; readonly size: number }[];
  readonly violations: Violation[];
  readonly counts: { plans: number; deleted: number; held: number; aborted: number; expected: number };
  policy: CleanupPolicy;
  roster: RosterFile | undefined;
  /** Unix milliseconds. */
  now: number;
  day: number;
  handled: number;
  /** When each plan's run truly began, in Unix milliseconds. */
  readonly planStarts: Map<string, number>;
  /** Plan of the message in hand. */
  applying: string | null;
  /** Day on which the nightly export runs again. */
  exportStopsUntil: number;
  /** Ids for whom a DELETE was sent and whom no listing begun since has shown, with the last listing before it. */
  readonly unlooked: Map<string, number>;
}

export function createWorld(seed: number): World {
  const chance = createChance(seed);
  const faulty = chance.below(0.75);
  const troubled = faulty && chance.below(0.3);
  const policy = choosePolicy(chance);
  return {
    chance,
    faulty,
    troubled,
    company: createModelCompany(),
    people: [],
    table: createLedger(),
    audit: createMemoryBucket('audit'),
    listings: createMemoryBucket('listings'),
    queue: createMemoryQueue(),
    draftCarries: chance.pick(['scanner', 'scanner', 'owner', 'company']),
    approvals: [],
    deletions: [],
    rostersShown: [],
    violations: [],
    counts: { plans: 0, deleted: 0, held: 0, aborted: 0, expected: 0 },
    policy: faulty ? policy : unhurried(policy),
    roster: undefined,
    now: BEGIN,
    day: 0,
    handled: 0,
    planStarts: new Map(),
    applying: null,
    exportStopsUntil: 0,
    unlooked: new Map(),
  };
}

/** Removed by hand, and whoever asks may not know yet: no listing began since, or an older one still serves. */
export function isUnseen(
  { company, now }: Pick<World, 'company' | 'now'>,
  { removedByHand, removedAt }: Pick<Person, 'removedByHand' | 'removedAt'>,
): boolean {
  if (removedByHand === null || removedAt === null) return false;
  return company.calls.listings <= removedByHand || now - removedAt < LISTING_SERVES_MS;
}

export function violate(world: World, invariant: string, userId: string): void {
  world.violations.push({ invariant, day: world.day, userId });
}

/** Time does not go back where messages waited longer. */
export function setClock(world: World, hour: number): void {
  world.now = Math.max(world.now, BEGIN + world.day * DAY_MS + hour * HOUR_MS);
}

const isoTexts = new Map<number, string>();

export function iso(instant: number): string {
  const text = isoTexts.get(instant) ?? new Date(instant).toISOString();
  isoTexts.set(instant, text);
  return text;
}
