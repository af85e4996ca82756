import { createEventQueue } from './event-queue.ts';

/** Simulated time. Nothing in it knows a real clock, so that one seed always plays the same. */
export interface EventLoop {
  /** Unix milliseconds. */
  now(): number;
  at(instant: number, run: () => void): void;
  after(ms: number, run: () => void): void;
  sleep(ms: number): Promise<void>;
  /** Nothing happens before then: the next event, or the end of what is being played. */
  quietUntil(): number;
  /** Plays every event up to `until`, each to the end of all that it sets going at once. */
  play(until: number): Promise<void>;
}

export function createEventLoop(start: number): EventLoop {
  const events = createEventQueue();
  let now = start;
  let end = start;
  const at = (instant: number, run: () => void): void => events.put({ at: Math.max(instant, now), run });
  return {
    now: () => now,
    at,
    after: (ms, run) => at(now + ms, run),
    sleep: (ms) => new Promise((resolve) => at(now + ms, resolve)),
    quietUntil: () => Math.min(end, events.nextAt()),
    async play(until) {
      end = until;
      for (let event = events.takeUntil(until); event !== undefined; event = events.takeUntil(until)) {
        now = event.at;
        event.run();
        await settled();
      }
      now = Math.max(now, until);
    },
  };
}

/**
 * Resolves once no promise is left that could go on without simulated time: Node's next tick comes after them all. What
 * waits for ticks or for the real loop by itself, as Node's streams do, has no place in a simulation.
 */
function settled(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
