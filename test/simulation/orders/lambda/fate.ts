import type { Random } from '../../../simulator/company/random.ts';

/** What becomes of one invocation, drawn before it starts. */
export interface Fate {
  /** The effect at which the function's process ends; never where it is missing. */
  readonly crash?: { readonly effect: number; readonly when: 'before' | 'after' };
  /** How long each effect takes; without it everything happens at one instant. */
  readonly latencyMs?: readonly [least: number, most: number];
  /** Lambda had no room: the batch waits so long in the poller's hands before the function starts. */
  readonly heldMs?: number;
}

/** How rough an environment is: chances of each fate. */
export interface Roughness {
  readonly crash: number;
  readonly slow: number;
  /** Effects of up to half a minute, so that the function runs into its timeout. */
  readonly frozen: number;
  readonly held: number;
}

export const CALM: Roughness = { crash: 0, slow: 0, frozen: 0, held: 0 };

const MOST_EFFECTS = 24;
const EVEN: Fate = {};

export function drawFate(random: Random, roughness: Roughness, visibilityMs: number): Fate {
  const chance = random.next();
  const { crash, slow, frozen, held } = roughness;
  if (chance >= crash + slow + frozen + held) return EVEN;
  if (chance < crash) return { crash: drawCrash(random), ...(random.next() < 0.3 ? { latencyMs: [1, 400] } : {}) };
  if (chance < crash + slow) return { latencyMs: [1, 400] };
  if (chance < crash + slow + frozen) return { latencyMs: [1, 30_000] };
  return { heldMs: Math.max(0, visibilityMs - random.below(20_000)), latencyMs: [500, 5_000] };
}

function drawCrash(random: Random): NonNullable<Fate['crash']> {
  return { effect: 1 + random.below(MOST_EFFECTS), when: random.next() < 0.5 ? 'before' : 'after' };
}
