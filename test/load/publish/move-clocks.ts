import type { Simulator } from '../../../infra/local/day/simulator.ts';
import type { LocalStack } from '../../../infra/local/stack.ts';

/** CubiCasa and the stack go on together; what falls due on the way runs once. */
export async function moveClocks(
  { clock }: Pick<LocalStack, 'clock'>,
  simulator: Pick<Simulator, 'moveClock'>,
  ms: number,
): Promise<void> {
  await simulator.moveClock(clock.offsetMs() + ms);
  await clock.advance(ms);
}
