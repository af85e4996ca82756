import { expect, test } from 'vitest';
import { AmbiguousOutcomeError, createCubiCasaClient, UpstreamError } from '../../../shared/cubicasa/index.ts';
import { createSimulatorTransport } from '../transport.ts';
import { ANA, createDriver, DRAFT } from './driver.ts';

function connect() {
  const driver = createDriver();
  const { company } = driver;
  const baseUrl = 'https://simulator.example/api/integrate/v3';
  const waits: number[] = [];
  const wait = async (ms: number): Promise<void> => {
    waits.push(ms);
  };
  const transport = createSimulatorTransport({ company, baseUrl, wait });
  const client = createCubiCasaClient({ apiKey: company.apiKey, baseUrl, transport, sleep: async () => {} });
  return { ...driver, client, waits };
}

test('the client works on a company in the same process', async () => {
  const { client, delivered } = connect();
  const { id } = delivered();
  expect((await client.orders.get(id)).info?.status).toBe('Ready');
  const users = [];
  for await (const user of client.users.list()) users.push(user.email);
  expect(users).toEqual([ANA]);
});

test('a hung call costs its timeout, in simulated time', async () => {
  const { client, company, waits, delivered } = connect();
  const { id } = delivered();
  company.faults.add({ kind: 'hang', operation: 'getOrder' });
  await expect(client.orders.get(id, { timeoutMs: 5_000 })).rejects.toThrow(UpstreamError);
  expect(Math.max(...waits)).toBeGreaterThan(0);
});

test('a reset after a write took effect leaves the outcome unknown', async () => {
  const { client, company } = connect();
  company.faults.add({ kind: 'reset-after', operation: 'createDraftOrder' });
  await expect(client.drafts.create(DRAFT)).rejects.toThrow(AmbiguousOutcomeError);
  expect(company.orders.size).toBe(1);
});
