import { afterEach, expect, test, vi } from 'vitest';
import { type Simulator, type SimulatorOptions, startSimulator } from '../start-simulator.ts';
import { callApi, control, type Receiver, startReceiver } from './http.ts';

/** Conditions are waited for as long as a loaded machine may need. */
const WAIT = { timeout: 20_000 };

const open: (Simulator | Receiver)[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function start(options: Partial<SimulatorOptions> = {}, statusOf?: (call: number) => number) {
  const simulator = await startSimulator({ seed: 1, ...options });
  const receiver = await startReceiver(statusOf);
  open.push(simulator, receiver);
  const triggers = ['moved_to_draft', 'moved_to_pending', 'moved_to_ready', 'moved_to_fixing'];
  await callApi(simulator, 'PATCH /companies/webhook', { webhook_urls: [receiver.url], webhook_triggers: triggers });
  return { simulator, receiver };
}

test('the API, its webhooks and its files work over HTTP', async () => {
  const { simulator, receiver } = await start();
  const { orderId } = await control(simulator, 'POST /actions', { action: 'scan' });
  await control(simulator, 'POST /actions', { action: 'deliver', orderId });
  await vi.waitFor(() => expect(receiver.bodies).toHaveLength(2), WAIT);
  expect(receiver.bodies.map((body) => body.current_status).sort()).toEqual(['Pending', 'Ready']);

  const order = (await (await callApi(simulator, `GET /orders/${orderId}`)).json()) as {
    delivery_assets: { listing_floorplans: { png_urls: string[] } };
  };
  const link = order.delivery_assets.listing_floorplans.png_urls[0] ?? '';
  expect(link.startsWith(simulator.assetsUrl)).toBe(true);
  const whole = await fetch(link);
  const head = await fetch(link, { method: 'HEAD' });
  const first = await fetch(link, { headers: { range: 'bytes=0-0' } });
  expect([whole.status, head.status, first.status]).toEqual([200, 200, 206]);
  expect(head.headers.get('content-length')).toBe(String((await whole.arrayBuffer()).byteLength));
  expect((await first.arrayBuffer()).byteLength).toBe(1);
});

test('a receiver that fails is tried three times', async () => {
  const { simulator, receiver } = await start({ switches: { webhookSpacingMs: 1 } }, () => 503);
  await control(simulator, 'POST /actions', { action: 'createDraft' });
  await vi.waitFor(async () => {
    expect(await control(simulator, 'GET /webhooks')).toMatchObject({ lost: 1, tries: 3, waiting: 0 });
  }, WAIT);
  expect(receiver.bodies).toHaveLength(3);
});

test('a receiver that never answers is a failed try', async () => {
  const switches = { webhookTimeoutMs: 100, webhookSpacingMs: 1, webhookTries: 50 };
  const { simulator } = await start({ switches }, (call) => (call === 1 ? 0 : 200));
  await control(simulator, 'POST /actions', { action: 'createDraft' });
  const counts = await vi.waitFor(async () => {
    const found = await control<{ acknowledged: number; tries: number }>(simulator, 'GET /webhooks');
    expect(found.acknowledged).toBe(1);
    return found;
  }, WAIT);
  expect(counts.tries).toBeGreaterThan(1);
});

test.each(['hang', 'reset-before', 'reset-after', 'cut-off'])(
  '%s breaks the connection, and the next call works',
  async (kind) => {
    const { simulator } = await start();
    await control(simulator, 'POST /faults', { kind, operation: 'listUsers', count: 1 });
    const broken = fetch(`${simulator.url}/users`, {
      headers: { 'api-key': simulator.apiKey },
      signal: AbortSignal.timeout(200),
    }).then((response) => response.text());
    await expect(broken).rejects.toThrow();
    expect((await callApi(simulator, 'GET /users')).status).toBe(200);
  },
);

test('closing ends hung calls and the rest of a day at once', async () => {
  const { simulator } = await start();
  await control(simulator, 'POST /scenarios/day', { spacingMs: 60_000 });
  await control(simulator, 'POST /faults', { kind: 'hang' });
  const hung = callApi(simulator, 'GET /users');
  hung.catch(() => {});
  await vi.waitFor(async () => {
    expect(await control(simulator, 'GET /requests')).toMatchObject({ byOperation: { listUsers: 1 } });
  }, WAIT);
  await simulator.close();
  await expect(hung).rejects.toThrow();
});

test('the scripted day comes to its end', async () => {
  const { simulator, receiver } = await start({ switches: { webhookSpacingMs: 1 } });
  await control(simulator, 'POST /scenarios/day', { spacingMs: 1 });
  const day = await vi.waitFor(async () => {
    const report = await control<{ state: string; lost: unknown[]; webhooks: { acknowledged: number } }>(
      simulator,
      'GET /scenarios/day',
    );
    expect(report.state).toBe('done');
    return report;
  }, WAIT);
  expect(day.lost).toHaveLength(4);
  expect(receiver.bodies).toHaveLength(day.webhooks.acknowledged);
});

test('moving the clock moves links out of their lifetime', async () => {
  const { simulator } = await start({ switches: { linkLifetimeMs: 60_000 } });
  const { orders } = await control<{
    orders: { order: { delivery_assets: { listing_floorplans: { svg_urls: string[] } } } }[];
  }>(simulator, 'GET /state');
  const link = orders[0]?.order.delivery_assets.listing_floorplans.svg_urls[0] ?? '';
  expect((await fetch(link)).status).toBe(200);
  await control(simulator, 'POST /clock', { offsetMs: 600_000 });
  expect((await fetch(link)).status).toBe(403);
});

test('a second company has its own key, users and orders', async () => {
  const { simulator } = await start();
  const other = await control<{ apiKey: string }>(simulator, 'POST /companies', { name: 'Lake Plans' });
  await control(simulator, 'POST /actions', { action: 'scan', company: 'Lake Plans' });
  const count = async (apiKey: string): Promise<number> => {
    const page = (await (await callApi({ url: simulator.url, apiKey }, 'GET /orders')).json()) as { items: unknown[] };
    return page.items.length;
  };
  expect(await count(other.apiKey)).toBe((await count(simulator.apiKey)) + 1);
  await expect(control(simulator, 'POST /companies', { name: 'Lake Plans' })).rejects.toThrow('400');
});
