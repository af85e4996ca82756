import { setTimeout as delay } from 'node:timers/promises';
import { isDeadLetterQueue, type QueueDepths } from './queue-depths.ts';

export interface Settling {
  readonly readDepths: () => Promise<QueueDepths>;
  /** Invocations under way. */
  readonly running: () => number;
  /** What already went wrong, in words; waiting longer would mend nothing. */
  readonly broken: () => string | undefined;
  readonly stallMs?: number;
}

/** The stack does not come to rest; the message names what went wrong, or the queue that nobody empties. */
class NotSettledError extends Error {
  override readonly name = 'NotSettledError';
}

const POLL_MS = 100;
const QUIET_READINGS = 3;

/** Waits until every queue is empty and no function runs. @throws NotSettledError */
export async function waitUntilSettled({ stallMs = 15_000, ...stack }: Settling): Promise<void> {
  let quiet = 0;
  let last = '';
  let movedAt = performance.now();
  while (quiet < QUIET_READINGS) {
    const fault = stack.broken();
    if (fault !== undefined) throw new NotSettledError(fault);
    const waiting = Object.entries(await stack.readDepths()).filter(([name, n]) => n > 0 && !isDeadLetterQueue(name));
    quiet = waiting.length === 0 && stack.running() === 0 ? quiet + 1 : 0;
    const now = JSON.stringify(waiting);
    if (now !== last || waiting.length === 0 || stack.running() > 0) movedAt = performance.now();
    last = now;
    if (performance.now() - movedAt > stallMs) throw new NotSettledError(describeStall(waiting));
    await delay(POLL_MS);
  }
}

function describeStall(waiting: readonly (readonly [string, number])[]): string {
  const queues = waiting.map(([name, count]) => `${name} (${count})`).join(', ');
  return `nobody takes what lies in ${queues}: is its event source mapping there and enabled?`;
}
