import { setTimeout as delay } from 'node:timers/promises';
import { fireJob } from '../../../infra/local/day/fire-job.ts';
import { isDeadLetterQueue } from '../../../infra/local/day/queue-depths.ts';
import type { Simulator } from '../../../infra/local/day/simulator.ts';
import type { Relay } from '../../../infra/local/relay.ts';
import { moveClocks } from '../publish/move-clocks.ts';

const POLL_MS = 150;
/** Where something still waits: longer than a poller's pause after trouble. */
const STILL_READINGS = 10;
const EMPTY_READINGS = 3;
const AGENDA_STRIDE_MS = 16 * 60_000;
const MOST_STRIDES = 40;

/** Sweeps find what no webhook told, the agenda looks again, until no queue holds anything. @throws Error if they stay full */
export async function comeToRest(relay: Relay, simulator: Simulator): Promise<void> {
  await drain(relay, simulator);
  for (const kind of ['open', 'deep']) {
    await fireJob(relay, 'order-sweep', kind);
    await drain(relay, simulator);
    for (let look = 0; look < 2; look += 1) {
      await moveClocks(relay.stack, simulator, AGENDA_STRIDE_MS);
      await drain(relay, simulator);
    }
  }
}

/** What a killed process held, or a consumer put off, comes back as the clock goes on. */
async function drain(relay: Relay, simulator: Simulator): Promise<void> {
  for (let stride = 0; stride < MOST_STRIDES; stride += 1) {
    if ((await waitUntilStill(relay)) === '') return;
    await moveClocks(relay.stack, simulator, AGENDA_STRIDE_MS);
  }
  throw new Error(`queues stay full: ${await describeWaiting(relay)}`);
}

/** @returns what still lies in queues once nothing moves any more; they are not asked while functions are at work */
async function waitUntilStill(relay: Relay): Promise<string> {
  let last = '';
  let still = 0;
  while (still < (last === '' ? EMPTY_READINGS : STILL_READINGS)) {
    await delay(POLL_MS);
    if (relay.stack.functions.running() > 0) {
      still = 0;
      continue;
    }
    const waiting = await describeWaiting(relay);
    still = waiting === last ? still + 1 : 0;
    last = waiting;
  }
  return last;
}

async function describeWaiting({ readDepths }: Relay): Promise<string> {
  const waiting = Object.entries(await readDepths()).filter(([name, count]) => count > 0 && !isDeadLetterQueue(name));
  return waiting.map(([name, count]) => `${name} (${count})`).join(', ');
}
