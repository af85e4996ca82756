import { createCubiCasaClient } from '../../../shared/cubicasa/index.ts';

/** Gives up calls in every phase and then does nothing more: the process ends by itself only if no handle is left. */
const TEN_MINUTES_MS = 600_000;
const [baseUrl = ''] = process.argv.slice(2);
const client = createCubiCasaClient({
  apiKey: 'key',
  baseUrl,
  concurrency: 2,
  timeoutMs: TEN_MINUTES_MS,
  attemptTimeoutMs: TEN_MINUTES_MS,
});

let ended = 0;
const giveUp = (path: string, ms: number): Promise<void> =>
  client.orders.get(path, { signal: AbortSignal.timeout(ms) }).then(
    () => undefined,
    () => {
      ended += 1;
    },
  );

for (const ms of [0, 1, 5, 12, 18]) await Promise.all(Array.from({ length: 6 }, () => giveUp('a', ms)));
await giveUp('busy', 30);
console.log(ended);
