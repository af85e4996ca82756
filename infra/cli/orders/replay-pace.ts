/** How a large replay yields to live work: no more than a batch at once, and none while the destination's queue is full. */
export interface PaceSettings {
  /** Deliveries that may lie in the destination's queue, live ones among them. */
  readonly maxWaiting: number;
}

export interface PaceDeps {
  /** About how many deliveries are in the destination's queue, in hand or waiting. */
  readonly depth: () => Promise<number>;
  /** A few seconds: SQS counts with a delay. */
  readonly pause: () => Promise<void>;
}

/** Resolves when one more delivery may be sent: true; or when the queue stayed full for long: false. */
export type ReplayPace = () => Promise<boolean>;

const BATCH = 50;
/** Pauses in a row without room: ten minutes at five seconds each. */
const PATIENCE = 120;

/** How many deliveries a replay may add to a queue of this depth. Pure. */
export function roomFor(depth: number, { maxWaiting }: PaceSettings): number {
  return Math.max(0, Math.min(BATCH, maxWaiting - depth));
}

export function createReplayPace({ depth, pause }: PaceDeps, settings: PaceSettings): ReplayPace {
  let room: number | undefined;
  return async () => {
    if (room === undefined) room = roomFor(await depth(), settings);
    for (let pauses = 0; room === 0 && pauses < PATIENCE; pauses++) {
      await pause();
      room = roomFor(await depth(), settings);
    }
    if (room === 0) return false;
    room -= 1;
    return true;
  };
}
