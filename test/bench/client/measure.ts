import type { Contender } from './contenders.ts';

/** One contender under one load, over all rounds. */
export interface Measurement {
  readonly name: string;
  readonly inFlight: number;
  /** Median over the rounds. */
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Requests a second by round. */
  readonly rounds: readonly number[];
}

interface Round {
  readonly requestsPerSecond: number;
  readonly latenciesMs: readonly number[];
}

export interface MeasureOptions {
  readonly inFlight: number;
  readonly rounds: number;
  readonly roundMs: number;
}

/** Takes turns in short rounds, each starting with another contender, so that a busy machine is busy for all alike. */
export async function measure(contenders: readonly Contender[], options: MeasureOptions): Promise<Measurement[]> {
  const rounds = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
  for (const contender of contenders) await runRound(contender, { ...options, roundMs: options.roundMs * 2 });
  for (let round = 0; round < options.rounds; round += 1) {
    for (const contender of rotate(contenders, round)) {
      rounds.get(contender.name)?.push(await runRound(contender, options));
    }
  }
  return contenders.map(({ name }) => summarize(name, options.inFlight, rounds.get(name) ?? []));
}

async function runRound({ get }: Contender, { inFlight, roundMs }: MeasureOptions): Promise<Round> {
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
  await Promise.all(Array.from({ length: inFlight }, work));
  return { requestsPerSecond: (latenciesMs.length * 1000) / (performance.now() - startedAt), latenciesMs };
}

function summarize(name: string, inFlight: number, rounds: readonly Round[]): Measurement {
  const rates = rounds.map(({ requestsPerSecond }) => requestsPerSecond);
  const latencies = rounds.flatMap(({ latenciesMs }) => latenciesMs);
  return {
    name,
    inFlight,
    requestsPerSecond: quantile(rates, 0.5),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    rounds: rates,
  };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function rotate<T>(items: readonly T[], by: number): T[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
