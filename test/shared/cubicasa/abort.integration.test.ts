import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AmbiguousOutcomeError, type CubiCasaClient, createCubiCasaClient } from '../../../shared/cubicasa/index.ts';
import { rejection } from './fake-api.ts';

let server: Server;
let baseUrl: string;

/** Takes its time in every phase: before the answer, between two parts of it, and with a 503 that asks to wait. */
beforeAll(async () => {
  server = createServer((request, reply) => {
    if (request.url?.includes('busy')) return void reply.writeHead(503, { 'retry-after': '60' }).end();
    setTimeout(() => {
      reply.writeHead(200, { 'content-type': 'application/json' }).write('{"id":');
      setTimeout(() => reply.end('"a"}'), 10);
    }, 10);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function createClient(): CubiCasaClient {
  return createCubiCasaClient({ apiKey: 'key', baseUrl, concurrency: 2, requestsPerSecond: Number.POSITIVE_INFINITY });
}

const reason = new Error('enough');

test.each([0, 1, 5, 12, 18])(
  'a read that is given up after %i ms rejects with the reason, and the next one works',
  async (ms) => {
    const client = createClient();
    const controller = new AbortController();
    const reads = Array.from({ length: 6 }, () => rejection(client.orders.get('a', { signal: controller.signal })));
    setTimeout(() => controller.abort(reason), ms);
    expect(new Set(await Promise.all(reads))).toEqual(new Set([reason]));
    expect(await client.orders.get('a')).toEqual({ id: 'a' });
    await client.close();
  },
);

test('a wait for the next try is given up at once', async () => {
  const client = createClient();
  const controller = new AbortController();
  const read = rejection(client.orders.get('busy', { signal: controller.signal }));
  setTimeout(() => controller.abort(reason), 30);
  expect(await read).toBe(reason);
  await client.close();
});

test('a write that is given up on its way is of unknown outcome', async () => {
  const client = createClient();
  const controller = new AbortController();
  const arrived = once(server, 'request');
  const write = rejection(client.users.delete('u', { signal: controller.signal }));
  await arrived;
  controller.abort(reason);
  expect(await write).toBeInstanceOf(AmbiguousOutcomeError);
  await client.close();
});

test('given up in any phase, a call leaves no handle that would keep the process alive', async () => {
  const child = fork(fileURLToPath(new URL('abort-child.ts', import.meta.url)), [baseUrl], { silent: true });
  child.disconnect();
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});
