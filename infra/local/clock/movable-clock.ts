/**
 * The time of functions, schedules and stand-ins: visibility, delays, deduplication and retention of queues follow it.
 * Timers, long polls and the deadline of an invocation under way stay on real time.
 */
export interface MovableClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** How far it is ahead of real time. */
  offsetMs(): number;
  /** Moves it forward and resolves once everything that listens has caught up. */
  advance(ms: number): Promise<void>;
  onMove(listener: () => Promise<void>): void;
}

export function createMovableClock(): MovableClock {
  const listeners: (() => Promise<void>)[] = [];
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    offsetMs: () => offset,
    onMove: (listener) => void listeners.push(listener),
    async advance(ms) {
      if (ms < 0) throw new RangeError('the clock moves forward only');
      offset += ms;
      await Promise.all(listeners.map((listener) => listener()));
    },
  };
}
