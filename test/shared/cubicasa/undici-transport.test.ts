import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { TransportRequest } from '../../../shared/cubicasa/transport.ts';
import { type ClosableTransport, createUndiciTransport } from '../../../shared/cubicasa/undici-transport.ts';
import { rejection } from './fake-api.ts';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

interface Wire {
  readonly server: Server;
  readonly sockets: Set<Socket>;
  readonly transport: ClosableTransport;
  readonly request: (over?: Partial<TransportRequest>) => TransportRequest;
  readonly clock: { now: number };
}

async function createWire(listener: RequestListener): Promise<Wire> {
  const server = createServer(listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const clock = { now: 0 };
  const transport = createUndiciTransport({ connections: 1, now: () => clock.now });
  const closeServer = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  open.push({ close: closeServer }, transport);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders/a?b=1`;
  const request = (over: Partial<TransportRequest> = {}): TransportRequest => ({
    method: 'GET',
    url,
    headers: { 'api-key': 'k' },
    timeoutMs: 10_000,
    ...over,
  });
  return { server, sockets, transport, request, clock };
}

test('a request arrives as it was given, and its answer comes back whole', async () => {
  const { transport, request } = await createWire((incoming, reply) => {
    incoming.setEncoding('utf8').on('data', (body) => {
      reply.writeHead(418, { 'x-request-id': 'r1' });
      reply.write(`${incoming.method} ${incoming.url} ${incoming.headers['api-key']} `);
      reply.end(body);
    });
  });
  const response = await transport.send(request({ method: 'PATCH', body: '{"a":"ö"}' }));
  expect({ ...response, body: Buffer.from(response.body).toString() }).toMatchObject({
    status: 418,
    headers: { 'x-request-id': 'r1' },
    body: 'PATCH /orders/a?b=1 k {"a":"ö"}',
  });
});

test('connections are kept, and not used again once they may have frozen', async () => {
  const { transport, request, sockets, clock } = await createWire((_, reply) => reply.end('{}'));
  await transport.send(request());
  clock.now += 3000;
  await transport.send(request());
  expect(sockets.size).toBe(1);
  clock.now += 60_000;
  await transport.send(request());
  expect(sockets.size).toBe(2);
});

test('a redirect is an answer and is not followed', async () => {
  const { transport, request } = await createWire((_, reply) => {
    reply.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end();
  });
  expect(await transport.send(request())).toMatchObject({ status: 302, headers: { location: expect.any(String) } });
});

describe('without a complete answer the failure says whether anything was sent', () => {
  test('nobody listens', async () => {
    const { transport, request, server } = await createWire(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    expect(await rejection(transport.send(request()))).toMatchObject({ failure: 'connect', sent: false });
  });
  test('the connection is reset before the answer', async () => {
    const { transport, request } = await createWire((incoming) => incoming.socket.destroy());
    expect(await rejection(transport.send(request()))).toMatchObject({ failure: 'reset', sent: true });
  });
  test('the connection is reset within the body', async () => {
    const { transport, request } = await createWire((incoming, reply) => {
      reply.writeHead(200, { 'content-length': '100' });
      reply.write('{"id":', () => incoming.socket.destroy());
    });
    expect(await rejection(transport.send(request()))).toMatchObject({ failure: 'reset', sent: true });
  });
  test('the answer is no HTTP', async () => {
    const { transport, request } = await createWire((incoming) => incoming.socket.end('SSH-2.0-oops\r\n\r\n'));
    expect(await rejection(transport.send(request()))).toMatchObject({ failure: 'protocol', sent: true });
  });
  test('nothing comes in time', async () => {
    const { transport, request } = await createWire(() => undefined);
    expect(await rejection(transport.send(request({ timeoutMs: 30 })))).toMatchObject({
      failure: 'timeout',
      sent: true,
    });
  });
});

describe('an abort ends the request', () => {
  test('before it starts', async () => {
    const { transport, request, sockets } = await createWire((_, reply) => reply.end());
    const signal = AbortSignal.abort();
    expect(await rejection(transport.send(request({ signal })))).toMatchObject({ failure: 'aborted', sent: false });
    expect(sockets.size).toBe(0);
  });
  test('while the answer is awaited, and closes its connection', async () => {
    const controller = new AbortController();
    const closed = Promise.withResolvers<void>();
    const { transport, request } = await createWire((incoming) => {
      incoming.socket.once('close', closed.resolve);
      controller.abort();
    });
    const failed = rejection(transport.send(request({ signal: controller.signal })));
    expect(await failed).toMatchObject({ failure: 'aborted', sent: true });
    await closed.promise;
  });
});

describe('closed, it is closed', () => {
  test('for first requests at the same moment, every connection of theirs', async () => {
    const { transport, request, sockets } = await createWire(() => {});
    const calls = [1, 2, 3, 4].map(() => rejection(transport.send(request())));
    await expect.poll(() => sockets.size).toBe(1);
    await transport.close();
    expect(await Promise.all(calls)).toHaveLength(4);
    await expect.poll(() => [...sockets].every((socket) => socket.destroyed)).toBe(true);
  });

  test('for good: a later request fails, and nothing of it is sent', async () => {
    const { transport, request, sockets } = await createWire((_, reply) => void reply.end('x'));
    await transport.send(request());
    await transport.close();
    expect(await rejection(transport.send(request()))).toMatchObject({ failure: 'aborted', sent: false });
    expect(sockets.size).toBe(1);
  });
});

test('connections without a limit are none too many', async () => {
  const { request } = await createWire((_, reply) => void reply.end('x'));
  const transport = createUndiciTransport({ connections: Number.POSITIVE_INFINITY, now: () => 0 });
  open.push(transport);
  expect((await transport.send(request())).status).toBe(200);
});
