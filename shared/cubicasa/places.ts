import { LONGEST_TIMER_MS } from './sleep.ts';
import { TransportError } from './transport.ts';

/** Resolves to what gives the place back. */
export type TakePlace = (patienceMs: number, signal?: AbortSignal) => Promise<() => void>;

/** So many at once; the others wait in the order they came, no longer than their patience. */
export function createPlaces(concurrency: number): TakePlace {
  const waiting = new Set<() => void>();
  let taken = 0;

  function take(): () => void {
    let held = true;
    taken += 1;
    return () => {
      if (held) leave();
      held = false;
    };
  }

  function leave(): void {
    taken -= 1;
    const [enter] = waiting;
    enter?.();
  }

  function wait(patienceMs: number, signal: AbortSignal | undefined): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        waiting.delete(enter);
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
      };
      const enter = (): void => {
        stop();
        resolve(take());
      };
      const giveUp = (): void => {
        stop();
        reject(signal?.aborted ? signal.reason : new TransportError('timeout', false));
      };
      const timer = setTimeout(giveUp, Math.min(patienceMs, LONGEST_TIMER_MS));
      waiting.add(enter);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  return async (patienceMs, signal) => (taken < concurrency ? take() : wait(patienceMs, signal));
}
