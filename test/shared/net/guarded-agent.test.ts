import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { request } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGuardedAgent, ForbiddenAddressError } from '../../../shared/net/guarded-agent.ts';
import { isPublicAddress } from '../../../shared/net/public-address.ts';

let server: Server;
let port: number;
let requests = 0;

beforeAll(async () => {
  server = createServer((_, response) => {
    requests += 1;
    response.end('reached');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Resolves each name as told, one answer after the other. */
function resolving(...answers: string[][]): LookupFunction {
  return (_, options, callback) => {
    const addresses = (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (options.all === true) callback(null, found);
    else callback(null, found[0]?.address ?? '', found[0]?.family ?? 4);
  };
}

async function reach(url: string, options: Parameters<typeof createGuardedAgent>[0]): Promise<string> {
  const dispatcher = createGuardedAgent(options);
  try {
    return await (await request(url, { dispatcher })).body.text();
  } finally {
    await dispatcher.close();
  }
}

test.each(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'fe80::1',
  'fd00:ec2::254',
  'not an address',
])('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0x7f000001', '2130706433', '169.254.169.254'])(
  'refuses the address %s without sending anything',
  async (host) => {
    const before = requests;
    await expect(reach(`http://${host}:${port}/`, { allowPrivateHosts: [] })).rejects.toThrow(ForbiddenAddressError);
    expect(requests).toBe(before);
  },
);

test.each([[['127.0.0.1']], [['8.8.8.8', '127.0.0.1']], [['::1']], [['169.254.169.254']], [[]]])(
  'refuses a name that resolves to %j',
  async (addresses) => {
    const options = { allowPrivateHosts: [], lookup: resolving(addresses) };
    await expect(reach(`http://hook.example:${port}/`, options)).rejects.toThrow(ForbiddenAddressError);
  },
);

test('judges every connection anew: a name that turns private later is refused then', async () => {
  const dispatcher = createGuardedAgent({
    allowPrivateHosts: ['first.example'],
    lookup: resolving(['127.0.0.1']),
  });
  expect((await request(`http://first.example:${port}/`, { dispatcher })).statusCode).toBe(200);
  await expect(request(`http://second.example:${port}/`, { dispatcher })).rejects.toThrow(ForbiddenAddressError);
  await dispatcher.close();
});

test('reaches a private host that is allowed by name', async () => {
  expect(await reach(`http://127.0.0.1:${port}/`, { allowPrivateHosts: ['127.0.0.1'] })).toBe('reached');
  expect(await reach(`http://localhost:${port}/`, { allowPrivateHosts: ['LOCALHOST'] })).toBe('reached');
});
