import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CubiCasaError, createCubiCasaClient } from '../../shared/cubicasa/index.ts';
import { type OperationId, operations } from '../../shared/cubicasa/operations.ts';
import { API_BASE } from '../simulator/server/serve-api.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import { operationCalls } from './operation-calls.ts';
import { type PrismProxy, startPrismProxy } from './prism-proxy.ts';
import { addKnown, type Known } from './simulated-world.ts';

const NAMES = Object.keys(operations) as OperationId[];

let simulator: Simulator;
let prism: PrismProxy;
let known: Known;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 5, empty: true });
  known = addKnown(simulator.company);
  prism = await startPrismProxy(simulator.url);
});

afterAll(async () => {
  await prism?.close();
  await simulator?.close();
});

function createClient() {
  return createCubiCasaClient({
    apiKey: simulator.apiKey,
    baseUrl: prism.url,
    allowUnverified: true,
    requestsPerSecond: Number.POSITIVE_INFINITY,
  });
}

/** The user goes last, since the others refer to it. */
const IN_ORDER = NAMES.toSorted((left, right) => Number(left === 'deleteUser') - Number(right === 'deleteUser'));

describe(`Prism, validating between client and simulator below ${API_BASE}, finds nothing`, () => {
  test.each(IN_ORDER)('%s', async (name) => {
    const client = createClient();
    const error = await operationCalls[name](client, known).catch((thrown: unknown) => thrown);
    await client.close();
    expect(error instanceof CubiCasaError ? [error.message, error.detail, error.cause] : []).toEqual([]);
  });

  test('but would have', async () => {
    const client = createClient();
    const body = { street: '1 Road', info: {} };
    const wrong = await client
      .rawRequest({ method: 'POST', path: '/orders/draft', body })
      .catch((error: unknown) => error);
    await client.close();
    expect(wrong).toMatchObject({ status: 422 });
  });
});
