import type { Random } from '../../../simulator/company/random.ts';

/** A stretch of time, in unix milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What befalls one account for hours or days: until it ends, nothing of it can be read. */
export interface AccountTrouble extends Stretch {
  readonly kind: (typeof TROUBLES)[number];
}

/** An operator stops a destination for a while. */
export interface Pause extends Stretch {
  readonly destination: string;
}

/** One order to whose reads CubiCasa answers with this status, until somebody mends it. */
export interface PoisonedOrder {
  readonly from: number;
  readonly status: 400 | 403 | 500;
}

const TROUBLES = ['away', 'throttled', 'revoked', 'other-company'] as const;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Within `active`; one in ten lasts for days. */
export function drawTrouble(random: Random, active: Stretch): AccountTrouble | undefined {
  if (random.next() > 0.15) return undefined;
  return { kind: random.pick(TROUBLES), ...drawStretch(random, active, 3 * DAY_MS) };
}

export function drawPauses(random: Random, active: Stretch, destinations: readonly string[]): Pause[] {
  return destinations
    .filter(() => random.next() < 0.15)
    .map((destination) => ({ destination, ...drawStretch(random, active, DAY_MS) }));
}

export function drawPoison(random: Random, active: Stretch): PoisonedOrder | undefined {
  if (random.next() > 0.15) return undefined;
  return { from: drawInstant(random, active), status: random.pick([400, 403, 500]) };
}

function drawStretch(random: Random, active: Stretch, longest: number): Stretch {
  const from = drawInstant(random, active);
  const lasts = random.below(random.next() < 0.1 ? longest : 3 * HOUR_MS);
  return { from, to: from + 60_000 + lasts };
}

function drawInstant(random: Random, { from, to }: Stretch): number {
  return from + random.below(to - from);
}
