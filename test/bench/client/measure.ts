import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

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

export interface RoundRequest {
  readonly roundMs: number;
}

export interface Round {
  readonly requestsPerSecond: number;
  readonly latenciesMs: readonly number[];
}

export interface MeasureOptions {
  readonly origin: string;
  readonly inFlight: number;
  readonly rounds: number;
  readonly roundMs: number;
}

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));

/**
 * Each contender has a process of its own, so that none cleans up after another; they take turns in short rounds, in
 * changing order, so that a busy machine is busy for all alike.
 */
export async function measure(names: readonly string[], options: MeasureOptions): Promise<Measurement[]> {
  const { origin, inFlight, roundMs } = options;
  const workers = names.map((name) => ({
    name,
    child: fork(WORKER, [name, origin, `${inFlight}`]),
    rounds: [] as Round[],
  }));
  for (const { child } of workers) await runRound(child, { roundMs: roundMs * 4 });
  for (let round = 0; round < options.rounds; round += 1) {
    for (const { child, rounds } of takeTurns(workers, round)) rounds.push(await runRound(child, { roundMs }));
  }
  for (const { child } of workers) await stop(child);
  return workers.map(({ name, rounds }) => summarize(name, inFlight, rounds));
}

async function runRound(child: ChildProcess, request: RoundRequest): Promise<Round> {
  const answer = once(child, 'message');
  child.send(request);
  const [round] = (await answer) as [Round];
  return round;
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.disconnect();
  await exited;
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

/** Another one first each time, and every other round backwards, so that nobody always follows the same one. */
function takeTurns<T>(items: readonly T[], round: number): T[] {
  const start = Math.floor(round / 2) % items.length;
  const turns = [...items.slice(start), ...items.slice(0, start)];
  return round % 2 === 0 ? turns : turns.reverse();
}
