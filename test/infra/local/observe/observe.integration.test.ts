import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../../../infra/local/day/simulator.ts';
import { observe } from '../../../../infra/local/observe/observe.ts';
import { readOnly, WriteRefusedError } from '../../../../infra/local/observe/read-only.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ seed: 3 });
});
afterAll(() => simulator.close());

async function observed(apiKey = simulator.apiKey) {
  const told: Record<string, unknown>[] = [];
  const printer = { say: () => undefined, tell: (object: object) => void told.push(object as Record<string, unknown>) };
  return { ok: await observe({ baseUrl: simulator.url, apiKey }, printer), told };
}

it('shows the events of the latest orders and a cleanup plan, and changes nothing', async () => {
  const before = await simulator.truth();
  const { ok, told } = await observed();
  expect(ok).toBe(true);
  expect(told.filter(({ event }) => event !== undefined)).toHaveLength(before.orders.length);
  expect(told.at(-1)).toMatchObject({ observed: true, orders: before.orders.length, cleanup: { mode: 'report' } });
  const { orders, users } = await simulator.truth();
  expect({ orders: orders.length, users }).toEqual({ orders: before.orders.length, users: before.users });
});

it('shows events with the files that a list leaves out', async () => {
  const { told } = await observed();
  const events = told.flatMap(({ event }) => (event === undefined ? [] : [event as { data: { assets: unknown[] } }]));
  expect(events.some(({ data }) => data.assets.length > 0)).toBe(true);
});

it('[P8] shows no signature of a link', async () => {
  const { told } = await observed();
  expect(JSON.stringify(told)).toMatch(/https?:\/\//);
  expect(JSON.stringify(told)).not.toMatch(/https?:\/\/[^"]*\?/);
});

it('says that a key is refused, without the key', async () => {
  const { ok, told } = await observed('wrong-key');
  expect([ok, told]).toMatchObject([false, [{ ok: false, observed: true }]]);
  expect(JSON.stringify(told)).toContain('CUBICASA_API_KEY');
  expect(JSON.stringify(told)).not.toContain('wrong-key');
});

it('lets no write leave, whoever asks', async () => {
  const guarded = readOnly(async () => ({ status: 200, headers: {}, body: '' }));
  const request = { url: 'https://cubicasa.example', headers: {}, timeoutMs: 1 };
  await expect(guarded({ ...request, method: 'DELETE' })).rejects.toThrow(WriteRefusedError);
  await expect(guarded({ ...request, method: 'GET' })).resolves.toMatchObject({ status: 200 });
});
