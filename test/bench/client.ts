import { CONTENDERS } from './client/contenders.ts';
import { type Measurement, measure, quantile } from './client/measure.ts';
import { startServer } from './client/start-server.ts';

export interface BenchOptions {
  readonly rounds?: number;
  readonly roundMs?: number;
}

/** Requests a second and latency of the client beside other ways to read one order, at 1 and 8 in flight. */
export async function bench({ rounds = 60, roundMs = 150 }: BenchOptions = {}): Promise<readonly Measurement[]> {
  const server = await startServer();
  const measurements: Measurement[] = [];
  console.log(
    `one order of ${server.bytes} bytes, ${rounds} interleaved rounds of ${roundMs} ms, Node ${process.version}`,
  );
  for (const inFlight of [1, 8]) {
    const measured = await measure(CONTENDERS, { origin: server.origin, inFlight, rounds, roundMs });
    print(measured);
    measurements.push(...measured);
  }
  await server.close();
  return measurements;
}

function print(measured: readonly Measurement[]): void {
  const ceiling = measured.find(({ name }) => name.startsWith('undici'));
  console.log(`\n${measured[0]?.inFlight} in flight             requests/s   p50 ms   p99 ms   of the ceiling`);
  for (const { name, requestsPerSecond, p50Ms, p99Ms, rounds } of measured) {
    const shares = rounds.map((rate, round) => rate / (ceiling?.rounds[round] ?? Number.NaN));
    const columns = [
      requestsPerSecond.toFixed(0).padStart(10),
      p50Ms.toFixed(2).padStart(8),
      p99Ms.toFixed(2).padStart(8),
    ];
    console.log(`${name.padEnd(26)} ${columns.join(' ')}   ${quantile(shares, 0.5).toFixed(2).padStart(8)}`);
  }
}

if (import.meta.main) await bench();
