import { describe, expect, test } from 'vitest';
import {
  AmbiguousOutcomeError,
  type CubiCasaClient,
  InvalidInputError,
  NotFoundError,
  UnverifiedOperationError,
  UpstreamError,
} from '../../../shared/cubicasa/index.ts';
import { TransportError } from '../../../shared/cubicasa/transport.ts';
import { collect, createFakeApi, json, page, rejection } from './fake-api.ts';

const registration = { webhook_urls: ['https://hooks.example/a'], webhook_triggers: ['moved_to_ready'] as const };

test('a call carries the key, asks for JSON and percent-encodes what goes into the path', async () => {
  const { client, requests } = createFakeApi(() => json({ id: 'a/b' }));
  await client.orders.get('a/b?c');
  expect(requests).toMatchObject([
    {
      method: 'GET',
      url: 'https://api.example/v3/orders/a%2Fb%3Fc',
      headers: { 'api-key': 'test-key', accept: 'application/json' },
    },
  ]);
});

test.each(['', ' ', '.', '..'])('the id %j is refused, since it would name another resource', async (id) => {
  const { client, requests } = createFakeApi(() => json({}));
  expect(await rejection(client.users.delete(id))).toBeInstanceOf(InvalidInputError);
  expect(requests).toEqual([]);
});

test('several statuses repeat the query key', async () => {
  const { client, requests } = createFakeApi(() => page([]));
  await client.orders.page({ status: ['Pending', 'Ready'], limit: 50, offset: 5 });
  expect(requests[0]?.url).toBe('https://api.example/v3/orders?limit=50&offset=5&status=Pending&status=Ready');
});

describe('a read', () => {
  test('is repeated with growing waits until it is answered', async () => {
    const { client, waits } = createFakeApi((_, call) => (call < 4 ? json({}, 503) : json({ id: 'a' })));
    expect(await client.orders.get('a')).toEqual({ id: 'a' });
    expect(waits).toEqual([250, 500, 1000]);
  });
  test('waits as long as Retry-After says', async () => {
    const { client, waits } = createFakeApi((_, call) =>
      call < 2 ? json({}, 429, { 'retry-after': '7' }) : json({ id: 'a' }),
    );
    await client.orders.get('a');
    expect(waits).toEqual([7000]);
  });
  test('fails at once when the wait would pass its deadline, and says how long it would have been', async () => {
    const { client, requests } = createFakeApi(() => json({}, 429, { 'retry-after': '7' }));
    const error = await rejection(client.orders.get('a', { timeoutMs: 6000 }));
    expect(error).toMatchObject({ reason: 'throttled', retryAfterMs: 7000 });
    expect(requests).toHaveLength(1);
  });
  test('ends within what the surroundings leave it', async () => {
    const { client, requests } = createFakeApi(() => json({ id: 'a' }), { remainingMs: () => 1234 });
    await client.orders.get('a');
    expect(requests[0]?.timeoutMs).toBe(1234);
  });
  test('is repeated at once on a connection that was reset', async () => {
    const { client, waits, requests } = createFakeApi((_, call) => {
      if (call === 1) throw new TransportError('reset', true);
      return json({ id: 'a' });
    });
    await client.orders.get('a');
    expect({ waits, calls: requests.length }).toEqual({ waits: [], calls: 2 });
  });
  test('that answers something unreadable is an upstream error', async () => {
    const { client } = createFakeApi(() => ({ status: 200, headers: {}, body: '<html>maintenance</html>' }));
    expect(await rejection(client.orders.get('a'))).toBeInstanceOf(UpstreamError);
  });
  test('given up by the caller rejects with the caller’s reason', async () => {
    const { client } = createFakeApi(() => Promise.reject(new TransportError('aborted', true)));
    const reason = new Error('enough');
    expect(await rejection(client.orders.get('a', { signal: AbortSignal.abort(reason) }))).toBe(reason);
  });
});

describe('a method that makes several calls keeps one deadline over all of them', () => {
  const busyOnce = (call: number) => (call === 1 ? json({}, 503, { 'retry-after': '4' }) : undefined);
  const whole = { timeoutMs: 10_000 };

  test('a draft’s update, between reading and writing', async () => {
    const { client, requests } = createFakeApi((_, call) => busyOnce(call) ?? json({ id: 'a' }));
    const changes = { street: '1 Road', city: 'Town', country: 'Finland', owner_email: 'ana@agency.example' };
    await client.drafts.update('a', changes, whole);
    expect(requests.map(({ timeoutMs }) => timeoutMs)).toEqual([10_000, 6000, 6000]);
  });
  test('a user by address, between the path and the list', async () => {
    const list = page([{ id: 'u', email: 'ana@agency.example' }]);
    const { client, requests } = createFakeApi(
      ({ url }, call) => busyOnce(call) ?? (url.includes('/users/') ? json({}, 404) : list),
    );
    await client.users.getByEmail('ana@agency.example', whole);
    expect(requests.map(({ timeoutMs }) => timeoutMs)).toEqual([10_000, 6000, 6000]);
  });
  test('a page, between the size that is refused and 20', async () => {
    const { client, requests } = createFakeApi(
      ({ url }, call) => busyOnce(call) ?? (url.includes('limit=50') ? json({}, 400) : page([])),
    );
    await client.orders.page({ limit: 50 }, whole);
    expect(requests.map(({ timeoutMs }) => timeoutMs)).toEqual([10_000, 6000, 6000]);
  });
  test('and writes nothing once it has passed', async () => {
    const { client, requests } = createFakeApi(() => json({ id: 'a' }), { remainingMs: steps([5000, 0]) });
    expect(await rejection(client.drafts.update('a', { owner_email: 'ana@agency.example' }))).toBeInstanceOf(Error);
    expect(requests.map(({ method }) => method)).toEqual(['GET']);
  });
});

function steps(values: readonly number[]): () => number {
  const left = [...values];
  return () => left.shift() ?? 0;
}

describe('a time limit', () => {
  test.each([Number.POSITIVE_INFINITY, 2 ** 40])('of %d ms is as long as a timer can be', async (timeoutMs) => {
    const { client, requests } = createFakeApi(() => json({ id: 'a' }), { timeoutMs, attemptTimeoutMs: timeoutMs });
    await client.orders.get('a');
    expect(requests[0]?.timeoutMs).toBe(2 ** 31 - 1);
  });
});

describe('a write', () => {
  test('whose connection never stood is repeated', async () => {
    const { client, requests } = createFakeApi((_, call) => {
      if (call === 1) throw new TransportError('connect', false);
      return json({ message: 'deleted' });
    });
    await client.users.delete('u');
    expect(requests).toHaveLength(2);
  });
  test.each([
    ['a lost answer', () => Promise.reject(new TransportError('reset', true))],
    ['a timeout', () => Promise.reject(new TransportError('timeout', true))],
    ['a 500', () => json({ message: 'oops' }, 500)],
    ['an answer nobody can read', () => ({ status: 200, headers: {}, body: '{"webhook_u' })],
    ['an error of an unknown kind', () => Promise.reject(new Error('odd'))],
  ])('[P9] after %s is sent once and of unknown outcome', async (_, answer) => {
    const { client, requests } = createFakeApi(answer);
    expect(await rejection(client.company.updateWebhook(registration))).toBeInstanceOf(AmbiguousOutcomeError);
    expect(requests).toHaveLength(1);
  });
  test('that is throttled was not done, so it is an upstream error', async () => {
    const { client, requests } = createFakeApi(() => json({}, 429, { 'retry-after': '3' }));
    expect(await rejection(client.users.delete('u'))).toMatchObject({ name: 'UpstreamError', retryAfterMs: 3000 });
    expect(requests).toHaveLength(1);
  });
  test('answered by an empty 200 was done', async () => {
    const { client } = createFakeApi(() => ({ status: 200, headers: {}, body: '' }));
    expect(await client.company.deleteWebhook()).toEqual({});
  });
});

describe('a write that still waits for its turn', () => {
  const never = () => new Promise<never>(() => undefined);

  test('and is given up was not sent', async () => {
    const { client, requests } = createFakeApi(never, { concurrency: 1 });
    void client.orders.get('a');
    const reason = new Error('enough');
    const controller = new AbortController();
    const write = rejection(client.users.delete('u', { signal: controller.signal }));
    controller.abort(reason);
    expect(await write).toBe(reason);
    expect(requests).toHaveLength(1);
  });
  test('when its time is up was not sent', async () => {
    const { client, requests } = createFakeApi(never, { concurrency: 1 });
    void client.orders.get('a');
    expect(await rejection(client.users.delete('u', { timeoutMs: 5 }))).toBeInstanceOf(UpstreamError);
    expect(requests).toHaveLength(1);
  });
});

describe('an operation whose path is a placeholder', () => {
  test('is not called', async () => {
    const { client, requests } = createFakeApi(() => json({}));
    expect(await rejection(client.company.package())).toBeInstanceOf(UnverifiedOperationError);
    expect(requests).toEqual([]);
  });
  test('is called when the caller opts in, once or for the client', async () => {
    const { client } = createFakeApi(() => json({ packages: [] }));
    expect(await client.company.package({ allowUnverified: true })).toEqual({ packages: [] });
    const open = createFakeApi(() => page([{ id: 'o' }]), { allowUnverified: true });
    expect(await collect(open.client.offices.list())).toEqual([{ id: 'o' }]);
  });
  test('is called under the path that was found out', async () => {
    const { client, requests } = createFakeApi(() => json({}), {
      paths: { redeliverOrder: '/orders/{order_id}/again' },
    });
    await client.orders.redeliver('a', { style_template_id: 's' });
    expect(requests[0]?.url).toBe('https://api.example/v3/orders/a/again');
  });
});

test('drift is counted by operation and path, and a broken callback fails no read', async () => {
  const seen: unknown[] = [];
  const { client } = createFakeApi(() => json({ id: 'a', info: { status: 'Archived' }, extra: 1 }), {
    onDrift: (drift) => {
      if (drift.kind !== 'missing-field') seen.push(drift);
      throw new Error('broken');
    },
  });
  await client.orders.get('a');
  expect((await client.orders.get('a')) as object).toHaveProperty('extra', 1);
  expect(seen.slice(2)).toEqual([
    { operation: 'getOrder', kind: 'unknown-value', path: 'info.status=Archived', count: 2 },
    { operation: 'getOrder', kind: 'unknown-field', path: 'extra', count: 2 },
  ]);
});

test('a raw request stays below the base URL and fails like any other', async () => {
  const { client, requests } = createFakeApi(() => json({ message: 'no' }, 404));
  expect(await rejection(client.rawRequest({ method: 'GET', path: '/new/thing', query: { a: 1 } }))).toBeInstanceOf(
    NotFoundError,
  );
  for (const path of ['new', '/a/../../b', '/%2e%2e/b', '/a b', '/a#b']) {
    expect(await rejection(client.rawRequest({ method: 'GET', path }))).toBeInstanceOf(InvalidInputError);
  }
  expect(requests.map(({ url }) => url)).toEqual(['https://api.example/v3/new/thing?a=1']);
});

test('a raw request may bring its query in the path', async () => {
  const { client, requests } = createFakeApi(() => json({}));
  await client.rawRequest({ method: 'GET', path: '/orders?limit=1', query: { status: ['Ready'] } });
  expect(requests[0]?.url).toBe('https://api.example/v3/orders?limit=1&status=Ready');
});

test.each([
  [{ concurrency: 0 }, 'concurrency'],
  [{ requestsPerSecond: 0 }, 'requestsPerSecond'],
  [{ requestsPerSecond: Number.NaN }, 'requestsPerSecond'],
  [{ timeoutMs: -1 }, 'timeoutMs'],
  [{ attemptTimeoutMs: Number.NaN }, 'attemptTimeoutMs'],
])('%j, under which no call could ever be made, is refused by its name', (options, name) => {
  expect(() => createFakeApi(() => json({}), options)).toThrow(`${name} must be above 0`);
});

test.each([
  [{ apiKey: '' }],
  [{ apiKey: 'line\nbreak' }],
  [{ baseUrl: 'app.cubi.casa' }],
  [{ baseUrl: 'https://user:secret@app.cubi.casa' }],
])('unusable options %j are refused without being repeated in the text', (options) => {
  const make = () => createFakeApi(() => json({}), options);
  expect(make).toThrow(TypeError);
  expect(make).not.toThrow(/line|secret/);
});

test('neither key nor personal data is in an error’s message', async () => {
  const { client } = createFakeApi(() => json({ message: 'test-key of ana@agency.example refused' }, 403));
  const error = (await rejection(client.orders.get('a'))) as Error;
  expect(error.message).toBe('getOrder: CubiCasa refused the key (403)');
  expect(error.stack).not.toContain('test-key');
});

describe('what cannot be meant is refused before anything is sent', () => {
  test.each([
    [{ getOrder: '@elsewhere.example/{order_id}' }, /one slash/],
    [{ getOrder: '//elsewhere.example/{order_id}' }, /one slash/],
    [{ getOrder: '/orders/{id}' }, /no parameter \{id\}/],
    [{ getOrders: '/orders' }, /no operation/],
  ])('paths %j', (paths, message) => {
    expect(() => createFakeApi(() => json({}), { paths: paths as object })).toThrow(message);
  });

  test.each<[string, (client: CubiCasaClient) => Promise<unknown>]>([
    ['a time limit that is no number', (client) => client.orders.get('a', { timeoutMs: Number.NaN })],
    ['an id that no address can hold', (client) => client.orders.get('\ud800')],
    ['a body that no JSON can say', (client) => client.rawRequest({ method: 'POST', path: '/x', body: { big: 1n } })],
  ])('%s', async (_what, call) => {
    const { client, requests } = createFakeApi(() => json({ id: 'a' }));
    expect(await rejection(call(client))).toBeInstanceOf(InvalidInputError);
    expect(requests).toEqual([]);
  });
});

test('a byte order mark in front of an answer is none of it', async () => {
  const { client } = createFakeApi(() => ({ status: 200, headers: {}, body: '\uFEFF{"id":"a"}' }));
  expect(await client.orders.get('a')).toEqual({ id: 'a' });
});

test.each(['null', '"deleted"', '\n', ''])('a deletion answered with 200 and %j was done', async (body) => {
  const { client } = createFakeApi(() => ({ status: 200, headers: {}, body }));
  expect(await client.users.delete('u')).toEqual({});
});

test('a callback for drift that rejects later disturbs nobody', async () => {
  const onDrift = () => Promise.reject(new Error('counter away')) as unknown as undefined;
  const { client } = createFakeApi(() => json({ id: 'a', unknown: 1 }), { onDrift });
  expect(await client.orders.get('a')).toMatchObject({ id: 'a' });
  await new Promise((resolve) => setImmediate(resolve));
});
