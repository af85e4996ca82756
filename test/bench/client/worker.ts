import { createContenders } from './contenders.ts';
import type { Round, RoundRequest } from './measure.ts';

/** One contender in a process of its own: runs a round whenever it is told to, and is idle between. */
const [name, origin = '', inFlight = '1'] = process.argv.slice(2);
const contenders = createContenders(origin, Number(inFlight));
const contender = contenders.find((one) => one.name === name);
if (contender === undefined) throw new Error(`no contender is called ${name}`);
const { get } = contender;

process.on('message', async ({ roundMs }: RoundRequest) => {
  process.send?.(await runRound(roundMs));
});
process.once('disconnect', () => process.exit());

async function runRound(roundMs: number): Promise<Round> {
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + roundMs;
  const work = async (): Promise<void> => {
    for (let at = performance.now(); at < endsAt; ) {
      await get();
      const now = performance.now();
      latenciesMs.push(now - at);
      at = now;
    }
  };
  await Promise.all(Array.from({ length: Number(inFlight) }, work));
  return { requestsPerSecond: (latenciesMs.length * 1000) / (performance.now() - startedAt), latenciesMs };
}
