import { describe, expect, test } from 'vitest';
import type { OperationId } from '../../shared/cubicasa/operations.ts';
import type { TransportRequest, TransportResponse } from '../../shared/cubicasa/transport.ts';
import { bodyText } from '../../shared/cubicasa/transport.ts';
import { checkExchange } from './check-exchange.ts';
import { operationCalls } from './operation-calls.ts';
import { BASE_URL, createWorld, record, type Tampering } from './simulated-world.ts';

/** What conformance has against a call whose request or answer is changed on the way. */
async function findProblems(name: OperationId, tampering: Tampering): Promise<string[]> {
  const { company, known } = createWorld();
  const { client, exchanges } = record(company, tampering);
  await operationCalls[name](client, known).catch(() => undefined);
  const options = { baseUrl: BASE_URL, apiKey: company.apiKey, responses: 'strict' } as const;
  return exchanges.flatMap((exchange) => checkExchange(exchange, options).problems);
}

type Json = Record<string, unknown>;

function inBody(change: (body: never) => void) {
  return (response: TransportResponse): TransportResponse => {
    const body: unknown = JSON.parse(bodyText(response));
    change(body as never);
    return { ...response, body: JSON.stringify(body) };
  };
}

interface OrderBody {
  readonly info: Json & { readonly product: Json };
  readonly address: Json;
  readonly delivery_assets: Json & { readonly listing_floorplans: Json; readonly tour: Json };
}

interface PageBody {
  pagination: Json;
  items: Json[];
}

describe('a simulator that differs from the contract is found out', () => {
  test.each<[string, OperationId, (response: TransportResponse) => TransportResponse]>([
    [
      'a renamed field of the address',
      'getOrder',
      inBody(({ address }: OrderBody) => rename(address, 'postalCode', 'postal_code')),
    ],
    ['a dropped field of info', 'getOrder', inBody(({ info }: OrderBody) => drop(info, 'first_delivered_at'))],
    ['a time as text', 'getOrder', inBody(({ info }: OrderBody) => set(info, 'created_at', '2026-03-01T09:00:00Z'))],
    [
      'an add-on as an object',
      'getOrder',
      inBody(({ info }: OrderBody) => set(info.product, 'add_ons', [{ code: 'gla' }])),
    ],
    ['a status in small letters', 'getOrder', inBody(({ info }: OrderBody) => set(info, 'status', 'ready'))],
    [
      'a renamed list of links',
      'getOrder',
      inBody(({ delivery_assets }: OrderBody) => rename(delivery_assets.listing_floorplans, 'png_urls', 'png')),
    ],
    ['a group more', 'getOrder', inBody(({ delivery_assets }: OrderBody) => set(delivery_assets, 'drone', null))],
    ['a page without its envelope', 'listOrders', inBody((page: PageBody) => drop(page as never, 'pagination'))],
    [
      'a page that counts in text',
      'listUsers',
      inBody(({ pagination }: PageBody) => set(pagination, 'next_offset', '20')),
    ],
    [
      'a role nobody named',
      'listUsers',
      inBody(({ items }: PageBody) =>
        items.forEach((user) => {
          set(user, 'role', 'Owner');
        }),
      ),
    ],
    ['a user without an address', 'getUserByEmail', inBody((user: Json) => drop(user, 'email'))],
    ['a creation answered by 201', 'createDraftOrder', (response) => ({ ...response, status: 201 })],
    ['a registration that is not echoed', 'updateCompanyWebhook', inBody((body: Json) => drop(body, 'webhook_urls'))],
  ])('%s', async (_, name, response) => {
    expect(await findProblems(name, { response })).not.toEqual([]);
  });
});

function rename(object: Json, from: string, to: string): void {
  object[to] = object[from];
  delete object[from];
}

function drop(object: Json, name: string): void {
  delete object[name];
}

function set(object: Json, name: string, value: unknown): void {
  object[name] = value;
}

describe('a client that differs from the contract is found out', () => {
  test.each<[string, OperationId, (request: TransportRequest) => TransportRequest]>([
    ['PUT in place of PATCH', 'updateDraftOrder', (request) => ({ ...request, method: 'PUT' as never })],
    ['POST in place of PATCH', 'updateCompanyWebhook', (request) => ({ ...request, method: 'POST' })],
    [
      'a Bearer token',
      'getOrder',
      withHeaders(({ 'api-key': key, ...rest }) => ({ ...rest, authorization: `Bearer ${key}` })),
    ],
    ['X-API-KEY', 'listOrders', withHeaders(({ 'api-key': key = '', ...rest }) => ({ ...rest, 'x-api-key': key }))],
    [
      'a body that is not called JSON',
      'createUser',
      withHeaders((headers) => ({ ...headers, 'content-type': 'text/plain' })),
    ],
    [
      'an Idempotency-Key that nobody documents',
      'createDraftOrder',
      withHeaders((headers) => ({ ...headers, 'idempotency-key': 'k' })),
    ],
    ['a guessed path', 'createChangeRequest', withUrl((url) => url.replace('change-requests', 'fixes'))],
    ['a singular path', 'listUsers', withUrl((url) => url.replace('/users', '/user'))],
    ['an address that is not encoded', 'getUserByEmail', withUrl(decodeURIComponent)],
    ['statuses joined by commas', 'listOrders', withUrl((url) => `${url.split('&status=')[0]}&status=Pending%2CReady`)],
    ['statuses with brackets', 'listOrders', withUrl((url) => url.replaceAll('status=', 'status[]='))],
    ['a repeated limit', 'listUsers', withUrl((url) => `${url}&limit=5`)],
    ['a page in place of an offset', 'listUsers', withUrl((url) => url.replace('offset=', 'page='))],
    ['info as an object', 'createDraftOrder', withBody((body) => ({ ...body, info: { text: body.info } }))],
    [
      'a nested address',
      'createDraftOrder',
      withBody(({ street, city, ...rest }) => ({ ...rest, address: { street, city } })),
    ],
    ['postal_code', 'createDraftOrder', withBody(({ postalCode, ...rest }) => ({ ...rest, postal_code: postalCode }))],
    ['part of a draft', 'updateDraftOrder', withBody(({ suite }) => ({ suite }))],
    [
      'the early shape of a registration',
      'updateCompanyWebhook',
      withBody(() => ({ url: 'https://hooks.example', secret: 's' })),
    ],
    ['another trigger', 'updateCompanyWebhook', withBody((body) => ({ ...body, webhook_triggers: ['order.ready'] }))],
  ])('%s', async (_, name, request) => {
    expect(await findProblems(name, { request })).not.toEqual([]);
  });
});

function withHeaders(change: (headers: Readonly<Record<string, string>>) => Record<string, string>) {
  return (request: TransportRequest): TransportRequest => ({ ...request, headers: change(request.headers) });
}

function withUrl(change: (url: string) => string) {
  return (request: TransportRequest): TransportRequest => ({ ...request, url: change(request.url) });
}

/** Changes what is written, not what is read before it. */
function withBody(change: (body: Json) => Json) {
  return (request: TransportRequest): TransportRequest =>
    request.body === undefined ? request : { ...request, body: JSON.stringify(change(JSON.parse(request.body))) };
}
