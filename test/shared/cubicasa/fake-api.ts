import { type ClientOptions, type CubiCasaClient, createCubiCasaClient } from '../../../shared/cubicasa/index.ts';
import type { TransportRequest, TransportResponse } from '../../../shared/cubicasa/transport.ts';

export type Answer = (request: TransportRequest, call: number) => TransportResponse | Promise<TransportResponse>;

export interface FakeApi {
  readonly client: CubiCasaClient;
  readonly requests: TransportRequest[];
  /** Waits that the client asked for, in milliseconds; none takes real time. */
  readonly waits: number[];
}

/** A client over a function in place of the wire, with a clock that only its own waits move. */
export function createFakeApi(answer: Answer, options: Partial<ClientOptions> = {}): FakeApi {
  const requests: TransportRequest[] = [];
  const waits: number[] = [];
  let now = 1_758_540_000_000;
  const client = createCubiCasaClient({
    apiKey: 'test-key',
    baseUrl: 'https://api.example/v3',
    requestsPerSecond: Number.POSITIVE_INFINITY,
    now: () => now,
    random: () => 0.5,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
      now += ms;
    },
    transport: async (request) => answer(request, requests.push(request)),
    ...options,
  });
  return { client, requests, waits };
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): TransportResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

export function page(
  items: readonly unknown[],
  pagination: Record<string, unknown> = { has_more: false },
): TransportResponse {
  return json({ pagination, items });
}

/** What the promise rejects with; fails when it does not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a rejection');
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
