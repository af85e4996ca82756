import type { ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { openAsset } from '../../../functions/asset-archive/open-asset.ts';
import { createGuardedAgent } from '../../../shared/net/guarded-agent.ts';
import { type LoopbackReceiver, type ReceivedRequest, startReceiver } from '../../support/loopback-receiver.ts';

const agent = createGuardedAgent({ allowPrivateHosts: ['127.0.0.1'] });
let host: LoopbackReceiver | undefined;
afterEach(() => host?.close());

async function open(
  answer: (request: ReceivedRequest, response: ServerResponse) => void,
  { path = '/a.png', allowedHosts = ['127.0.0.1'], ifNoneMatch = undefined as string | undefined } = {},
) {
  host = await startReceiver(answer);
  return openAsset(`${host.url}${path}`, { allowedHosts, dispatcher: agent, ifNoneMatch });
}

test('opens a file with its size and validator, and sends nothing of ours along', async () => {
  const opened = await open((_, response) => {
    response.writeHead(200, { etag: '"v1"', 'content-length': '4', 'content-type': 'image/png' }).end('file');
  });
  expect(opened).toMatchObject({ kind: 'opened', validator: '"v1"', size: 4, contentType: 'image/png' });
  if (opened.kind === 'opened') expect((await buffer(opened.body)).toString()).toBe('file');
  expect(Object.keys(host?.requests[0]?.headers ?? {}).sort()).toEqual(['connection', 'host']);
});

test('takes the date and size for a validator where there is no ETag, and nothing where neither is', async () => {
  const dated = { 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT', 'content-length': '1' };
  const withDate = await open((_, response) => response.writeHead(200, dated).end('x'));
  expect(withDate).toMatchObject({ validator: 'Thu, 01 Jan 2026 00:00:00 GMT/1' });
  await host?.close();
  const without = await open((_, response) => response.writeHead(200, { 'transfer-encoding': 'chunked' }).end('x'));
  expect(without).toMatchObject({ validator: null, size: null });
});

test('asks for nothing that has not changed', async () => {
  const opened = await open(
    ({ headers }, response) => response.writeHead(headers['if-none-match'] === '"v1"' ? 304 : 200).end(),
    {
      ifNoneMatch: '"v1"',
    },
  );
  expect(opened).toEqual({ kind: 'unchanged' });
});

test.each([400, 403, 404, 410])('status %i may be an expired link', async (status) => {
  expect(await open((_, response) => response.writeHead(status).end('<Error/>'))).toEqual({ kind: 'expired' });
});

test.each([500, 503, 429])('status %i is a failure', async (status) => {
  expect(await open((_, response) => response.writeHead(status).end())).toEqual({
    kind: 'failed',
    reason: `status-${status}`,
  });
});

test('a host that hangs up is a failure', async () => {
  expect(await open((_, response) => response.destroy())).toEqual({ kind: 'failed', reason: 'connection' });
});

test('follows a redirect to a host that is allowed, and none to another', async () => {
  const moved = await open(({ path }, response) => {
    if (path === '/a.png') response.writeHead(307, { location: '/b.png' }).end();
    else response.writeHead(200).end('file');
  });
  expect(moved.kind).toBe('opened');
  if (moved.kind === 'opened') moved.body.destroy();
  await host?.close();
  const astray = await open((_, response) =>
    response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end(),
  );
  expect(astray).toEqual({ kind: 'refused', reason: 'host-not-allowed' });
  await host?.close();
  const round = await open((_, response) => response.writeHead(302, { location: '/a.png' }).end());
  expect(round).toEqual({ kind: 'failed', reason: 'too-many-redirects' });
});

test.each(['no link', 'https://elsewhere.example/a.png', 'file:///etc/passwd'])('refuses %s unasked', async (link) => {
  expect(await openAsset(link, { allowedHosts: ['127.0.0.1'], dispatcher: agent })).toMatchObject({ kind: 'refused' });
});
