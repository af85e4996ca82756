import { setTimeout as delay } from 'node:timers/promises';
import type { Simulator } from '../../../infra/local/day/simulator.ts';
import type { LocalStack } from '../../../infra/local/stack.ts';
import type { TroubleMaker } from '../trouble/make-trouble.ts';
import { moveClocks } from './move-clocks.ts';

const STRIDE_MS = 16 * 60_000;
const MOST_STRIDES = 15;
const PAUSE_MS = 1_000;

/** Lets sweeps and looks run while something is still to be killed. @throws Error when a victim never works again */
export async function awaitTrouble(
  trouble: TroubleMaker,
  stack: Pick<LocalStack, 'clock'>,
  simulator: Simulator,
): Promise<void> {
  for (let stride = 0; !trouble.finished(); stride += 1) {
    if (stride === MOST_STRIDES) throw new Error('a function that was to be killed never ran');
    await moveClocks(stack, simulator, STRIDE_MS);
    await delay(PAUSE_MS);
  }
}
