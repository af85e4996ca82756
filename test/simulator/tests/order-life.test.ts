import { expect, test } from 'vitest';
import { creatorByEmail, deleteUser } from '../company/create-user.ts';
import { deliver, quickEdit } from '../company/deliver.ts';
import { requestChange } from '../company/request-change.ts';
import { scanDraft } from '../company/scan.ts';
import { ANA, createDriver, DRAFT } from './driver.ts';

interface ShownOrder {
  readonly id: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly address: Readonly<Record<string, unknown>>;
  readonly delivery_assets: Readonly<Record<string, Readonly<Record<string, readonly string[]>> | null>>;
}

test('an order goes from Draft to Ready, through Fixing, to Ready, and every step is told', () => {
  const { company, read, sendWebhooks } = createDriver();
  const { id } = read<ShownOrder>('POST /orders/draft', DRAFT);
  scanDraft(company, id, creatorByEmail(company, ANA));
  deliver(company, id, 'products_2d');
  quickEdit(company, id);
  requestChange(company, id, {});
  deliver(company, id, 'products_2d');

  const told = sendWebhooks().map((body) => [body.previous_status, body.current_status, body.product_type]);
  expect(told).toEqual([
    [null, 'Draft', null],
    ['Draft', 'Pending', null],
    ['Pending', 'Ready', 'products_2d'],
    ['Ready', 'Ready', 'products_2d'],
    ['Ready', 'Fixing', null],
    ['Fixing', 'Ready', 'products_2d'],
  ]);
  expect(read<ShownOrder>(`GET /orders/${id}`).info).toMatchObject({ status: 'Ready', external_id: 'JOB-1042' });
});

test('a webhook has the six fields of the contract and no other', () => {
  const driver = createDriver();
  const { id, modelId } = driver.delivered();
  const [, ready] = driver.sendWebhooks();
  expect(ready).toEqual({
    id,
    current_status: 'Ready',
    previous_status: 'Pending',
    model_id: modelId,
    product_type: 'products_2d',
    delivery_type: 'new',
  });
});

test('files come product by product, and only those that were bought', () => {
  const { company, delivered, read } = createDriver();
  const { id } = delivered({ packageType: 'plus_3d', addOns: ['gla'] });
  const filled = (): string[] => {
    const { delivery_assets } = read<ShownOrder>(`GET /orders/${id}`);
    return Object.keys(delivery_assets).filter((group) => delivery_assets[group] !== null);
  };
  expect(filled()).toEqual(['listing_floorplans', 'home_report', 'gla_package', 'snapshot', 'property_data']);
  deliver(company, id, 'products_3d');
  deliver(company, id, 'tour');
  expect(filled().slice(5)).toEqual(['floorplans_3d', 'tour']);
});

test('a purchase shows at once and its files with the next delivery', () => {
  const { company, delivered, read } = createDriver();
  const { id } = delivered();
  const bought = read<ShownOrder>(`POST /orders/${id}/post-purchase`, { package_type: 'plus', add_ons: ['gla'] });
  expect(bought.info.product).toMatchObject({
    package_type: 'plus',
    add_ons: ['gla'],
    purchasable_add_ons: ['3d_cad_files'],
  });
  deliver(company, id, 'products_2d');
  expect(read<ShownOrder>(`GET /orders/${id}`).delivery_assets.gla_package).not.toBeNull();
});

test('the address of a draft comes back as sent, that of a scan geocoded', () => {
  const { delivered, read } = createDriver();
  expect(read<ShownOrder>('POST /orders/draft', DRAFT).address).toMatchObject({
    street: '12 Harbour Road',
    number: null,
  });
  const { address } = read<ShownOrder>(`GET /orders/${delivered().id}`);
  expect(address.number).toMatch(/^\d+$/);
  expect(address.country).toBe('United States');
});

test('a deleted user leaves orders without an owner', () => {
  const { company, delivered, read } = createDriver();
  const { id } = delivered();
  expect(read<ShownOrder>(`GET /orders/${id}`).info.created_by).toBe(ANA);
  deleteUser(company, creatorByEmail(company, ANA).userId);
  expect(read<ShownOrder>(`GET /orders/${id}`).info.created_by).toBeNull();
});

test('what is no draft any more can be neither updated nor deleted', () => {
  const { delivered, call } = createDriver();
  const { id } = delivered();
  expect(call(`PATCH /orders/draft/${id}`, DRAFT).status).toBe(409);
  expect(call(`DELETE /orders/draft/${id}`).status).toBe(409);
  expect(call('DELETE /orders/draft/nobody').status).toBe(404);
});

test('a change request on an order in production is refused', () => {
  const { read, call } = createDriver();
  const { id } = read('POST /orders/draft', DRAFT);
  expect(call(`POST /orders/${String(id)}/change-requests`, {}).status).toBe(409);
});

test('registering replaces the whole registration, and only its triggers are told', () => {
  const { call, delivered, company, sendWebhooks } = createDriver();
  call('PATCH /companies/webhook', {
    webhook_urls: ['https://a.example', 'https://b.example'],
    webhook_triggers: ['moved_to_ready'],
  });
  delivered();
  expect(sendWebhooks().map((body) => body.current_status)).toEqual(['Ready', 'Ready']);
  call('DELETE /companies/webhook');
  delivered();
  expect(sendWebhooks()).toEqual([]);
  expect(company.outbox.counts().sent).toBe(2);
});

test('delivery types, where they vary, tell new, update and fix apart', () => {
  const { company, delivered, sendWebhooks } = createDriver({ deliveryType: 'varied' });
  const { id } = delivered();
  deliver(company, id, 'products_3d');
  quickEdit(company, id);
  deliver(company, id, 'products_2d');
  requestChange(company, id, {});
  deliver(company, id, 'products_2d');
  const ready = sendWebhooks().filter((body) => body.current_status === 'Ready');
  expect(ready.map((body) => body.delivery_type)).toEqual(['new', 'new', 'update', 'update', 'fix']);
});

test('a correction brings all delivered files anew and closes the request', () => {
  const { company, delivered, read } = createDriver();
  const { id } = delivered();
  deliver(company, id, 'products_3d');
  const request = requestChange(company, id, {});
  const path = `/orders/${id}/change-requests/${request.id}`;
  expect(read(`GET ${path}`).status).toBe('open');
  const { version, delivered: files } = deliver(company, id, 'products_2d');
  expect(files).toEqual({ products_2d: version, products_3d: version });
  expect(read(`GET ${path}`).status).toBe('done');
});

test('an answer that failed is not kept under its idempotency key', () => {
  const { call, company } = createDriver({ idempotencyKey: 'honoured' });
  const headers = { 'api-key': company.apiKey, 'idempotency-key': 'a' };
  expect(call('POST /orders/draft', {}, headers).status).toBe(400);
  expect(call('POST /orders/draft', DRAFT, headers).status).toBe(200);
});

test('reads lag by as much as the switch says, through several changes', () => {
  const { clock, company, delivered, read } = createDriver({ readLagMs: 10_000 });
  const { id } = delivered();
  const version = (): unknown => /\/v(\d+)\/listing/.exec(JSON.stringify(read(`GET /orders/${id}`)))?.[1];
  const seen: unknown[] = [];
  for (let edit = 0; edit < 4; edit++) {
    clock.now += 6_000;
    quickEdit(company, id);
    seen.push(version());
  }
  clock.now += 10_001;
  expect([...seen, version()]).toEqual([undefined, '2', '3', '4', '6']);
});

test('a second purchase adds to the first', () => {
  const { delivered, read } = createDriver();
  const { id } = delivered({ addOns: ['gla'] });
  const { info } = read<ShownOrder>(`POST /orders/${id}/post-purchase`, {
    package_type: null,
    add_ons: ['3d_cad_files'],
  });
  expect(info.product).toMatchObject({
    package_type: 'base',
    add_ons: ['gla', '3d_cad_files'],
    purchasable_add_ons: [],
  });
});

test('a deleted draft is gone, and no webhook tells of it', () => {
  const { call, read, sendWebhooks } = createDriver();
  const { id } = read('POST /orders/draft', DRAFT);
  sendWebhooks();
  expect(call(`DELETE /orders/draft/${String(id)}`).status).toBe(200);
  expect(call(`GET /orders/${String(id)}`).status).toBe(404);
  expect(read('GET /orders').items).toEqual([]);
  expect(sendWebhooks()).toEqual([]);
});
