import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AmbiguousOutcomeError, type CubiCasaClient, createCubiCasaClient } from '../../shared/cubicasa/index.ts';
import type { Fault } from '../simulator/company/faults.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import { addKnown, type Known } from './simulated-world.ts';

let simulator: Simulator;
let known: Known;
let client: CubiCasaClient;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 5, empty: true });
  known = addKnown(simulator.company);
  const { url: baseUrl, apiKey } = simulator;
  client = createCubiCasaClient({ apiKey, baseUrl, requestsPerSecond: 1000, attemptTimeoutMs: 300, random: () => 0 });
});

afterAll(async () => {
  await client?.close();
  await simulator?.close();
});

beforeEach(() => simulator.company.faults.replace([]));

const WIRE_FAULTS: readonly Fault['kind'][] = [
  'hang',
  'reset-before',
  'reset-after',
  'cut-off',
  'server-error',
  'throttle',
];

describe('over real sockets, a fault that strikes once', () => {
  test.each(WIRE_FAULTS)('%s is no matter for a read', async (kind) => {
    simulator.company.faults.add({ kind, operation: 'getOrder', count: 1, retryAfter: 'none' });
    expect(await client.orders.get(known.orderId)).toMatchObject({ id: known.orderId });
  });

  test.each(WIRE_FAULTS.filter((kind) => kind !== 'throttle'))(
    '%s on a draft’s creation is looked up, and says what is true',
    async (kind) => {
      const external_id = `JOB-${kind}`;
      const draft = { street: '1 Road', city: 'Town', country: 'Finland', owner_email: known.email, external_id };
      simulator.company.faults.add({ kind, operation: 'createDraftOrder', count: 1 });
      const error = await client.drafts.create(draft).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(AmbiguousOutcomeError);
      const { outcome } = await (error as AmbiguousOutcomeError).resolve();
      const made = [...simulator.company.orders.values()].filter((order) => order.externalId === external_id);
      expect(made.length).toBe(outcome === 'done' ? 1 : 0);
    },
  );
});
