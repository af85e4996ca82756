import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock } from '../../../../../infra/local/clock/movable-clock.ts';
import { type HttpApi, startHttpApi } from '../../../../../infra/local/event-sources/http-api/http-api.ts';
import type { Route } from '../../../../../infra/local/event-sources/http-api/read-routes.ts';

const route: Route = {
  key: 'POST /webhooks/{account}/{token}',
  method: 'POST',
  path: '/webhooks/{account}/{token}',
  apiId: 'api',
  functionArn: 'arn:ingest',
  throttle: undefined,
  permitted: true,
};

let api: HttpApi;
let denied: Route[];
let access: object[];
let events: { body?: string; isBase64Encoded: boolean; pathParameters: object; routeKey: string }[];

beforeEach(async () => {
  [denied, access, events] = [[], [], []];
  api = await startHttpApi({
    clock: createMovableClock(),
    onDenied: (one) => denied.push(one),
    onAccess: (line) => access.push(line),
  });
});
afterEach(() => api.close());

function serve(changes: Partial<Route> = {}, answer: unknown = { statusCode: 200, body: 'ok' }, fails = false): void {
  api.serve([{ ...route, ...changes }], {
    invoke: async (_, payload) => {
      events.push(JSON.parse(payload));
      return { payload: JSON.stringify(answer), ...(fails ? { functionError: 'Unhandled' as const } : {}) };
    },
  });
}

const post = (body: string | Uint8Array<ArrayBuffer>, type = 'application/json'): Promise<Response> =>
  fetch(`${api.url}/webhooks/default/t%2Fk`, { method: 'POST', body, headers: { 'content-type': type } });

describe('startHttpApi', () => {
  it('hands a call to the function in payload format 2.0', async () => {
    serve();
    const response = await post('{"id":"1"}');
    expect([response.status, await response.text()]).toEqual([200, 'ok']);
    expect(events).toMatchObject([
      {
        routeKey: route.key,
        pathParameters: { account: 'default', token: 't/k' },
        body: '{"id":"1"}',
        isBase64Encoded: false,
      },
    ]);
  });

  it('encodes a body that is no text', async () => {
    serve();
    await post(new Uint8Array([0, 255]), 'application/octet-stream');
    expect(events).toMatchObject([{ body: 'AP8=', isBase64Encoded: true }]);
  });

  it('answers 404 to what no route takes', async () => {
    serve();
    expect((await fetch(`${api.url}/webhooks/default/token`)).status).toBe(404);
    expect((await fetch(`${api.url}/webhooks/default`, { method: 'POST' })).status).toBe(404);
  });

  it('answers 413 above its own limit without calling the function', async () => {
    serve();
    expect((await post('x'.repeat(10 * 1024 * 1024 + 1))).status).toBe(413);
    expect(events).toEqual([]);
  });

  it('answers 429 above the throttle of the stage', async () => {
    serve({ throttle: { ratePerSecond: 0, burst: 1 } });
    expect([(await post('{}')).status, (await post('{}')).status]).toEqual([200, 429]);
  });

  it('answers 500 with nothing of the error where the function failed', async () => {
    serve({}, { errorMessage: 'secret' }, true);
    const response = await post('{}');
    expect([response.status, await response.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
  });

  it('calls no function that does not let it', async () => {
    serve({ permitted: false });
    expect((await post('{}')).status).toBe(500);
    expect([events.length, denied.length]).toEqual([0, 1]);
  });

  it('logs route and status, never the path', async () => {
    serve();
    await post('{}');
    expect(access).toEqual([{ routeKey: route.key, status: 200 }]);
  });
});
