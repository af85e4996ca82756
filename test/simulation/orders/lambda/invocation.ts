import type { EventLoop } from '../time/event-loop.ts';
import type { Fate } from './fate.ts';

/** How an invocation ended, as Lambda sees it. */
export type Ending<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'crashed' | 'timed-out' };

/** One run of a function. Once it is over, nothing that it still waits for ever comes. */
export interface Invocation {
  readonly number: number;
  readonly startedAt: number;
  readonly deadline: number;
  readonly fate: Fate;
  /** Delivery ids that it sent, or posted. */
  readonly deliveries: string[];
  effects: number;
  over: boolean;
  end(kind: 'crashed' | 'timed-out'): void;
}

/** What never comes. */
export function never<T>(): Promise<T> {
  return new Promise<T>(() => {});
}

export interface InvocationOptions {
  readonly number: number;
  readonly fate: Fate;
  readonly timeoutMs: number;
  readonly loop: EventLoop;
}

/** Starts `work`; resolves with how it ended, which may be long before `work` itself would have. */
export function startInvocation<T>(
  { number, fate, timeoutMs, loop }: InvocationOptions,
  work: (invocation: Invocation) => Promise<T>,
): Promise<Ending<T>> {
  return new Promise((resolve) => {
    const settle = (ending: Ending<T>): void => {
      if (invocation.over) return;
      invocation.over = true;
      resolve(ending);
    };
    const invocation: Invocation = {
      number,
      startedAt: loop.now(),
      deadline: loop.now() + timeoutMs,
      fate,
      deliveries: [],
      effects: 0,
      over: false,
      end: (kind) => settle({ kind }),
    };
    if (fate.latencyMs !== undefined) loop.at(invocation.deadline, () => settle({ kind: 'timed-out' }));
    work(invocation).then(
      (value) => settle({ kind: 'done', value }),
      (error: unknown) => settle({ kind: 'failed', error }),
    );
  });
}
