import type { Noise } from './company/noise.ts';
import type { Truth } from './company/truth.ts';
import type { RelayParts } from './relay/relay-parts.ts';
import type { Replay } from './relay/replay-desk.ts';
import type { SimulatedAccount } from './relay/simulated-account.ts';
import type { Journal } from './report/journal.ts';
import type { Scenario } from './scenario/draw-scenario.ts';

/** One seed's world when all has been played: what the checker looks at. */
export interface PlayedSimulation {
  readonly scenario: Scenario;
  readonly accounts: readonly SimulatedAccount[];
  readonly parts: RelayParts;
  readonly truth: Truth;
  readonly journal: Journal;
  readonly noise: Noise;
  readonly replays: readonly Replay[];
  /** When the faults stopped, in unix milliseconds. */
  readonly calmAt: number;
}
