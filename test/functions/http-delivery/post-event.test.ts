import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { httpOutcome } from '../../../functions/http-delivery/http-outcome.ts';
import { postEvent } from '../../../functions/http-delivery/post-event.ts';
import type { AttemptOutcome } from '../../../shared/delivery/next-attempt.ts';
import { createGuardedAgent } from '../../../shared/net/guarded-agent.ts';
import { type LoopbackReceiver, startReceiver } from '../../support/loopback-receiver.ts';

const NOW = Date.parse('2026-01-01T00:00:00.000Z');
let receiver: LoopbackReceiver | undefined;
afterEach(() => receiver?.close());

async function post(
  answer: (response: ServerResponse) => void,
  { timeoutMs = 5_000, allowPrivateHosts = ['127.0.0.1'] } = {},
): Promise<AttemptOutcome> {
  receiver = await startReceiver((_, response) => answer(response));
  const agent = createGuardedAgent({ allowPrivateHosts });
  const event = { url: `${receiver.url}/hook?x=1`, body: '{"a":1}', headers: { 'webhook-id': 'dl_1' }, timeoutMs };
  try {
    return await postEvent(event, agent, () => NOW);
  } finally {
    await agent.destroy();
  }
}

const answers =
  (status: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, headers).end('body');
  };

test('posts the event as CloudEvents JSON with its headers', async () => {
  expect(await post(answers(204))).toEqual({ kind: 'delivered' });
  expect(receiver?.requests).toMatchObject([
    {
      method: 'POST',
      path: '/hook?x=1',
      body: '{"a":1}',
      headers: { 'content-type': 'application/cloudevents+json; charset=utf-8', 'webhook-id': 'dl_1' },
    },
  ]);
});

test('does not follow a redirect', async () => {
  expect(await post(answers(302, { location: '/elsewhere' }))).toMatchObject({ kind: 'failed', reason: 'status-302' });
  expect(receiver?.requests).toHaveLength(1);
});

test('a consumer that never answers is a timeout', async () => {
  expect(await post(() => undefined, { timeoutMs: 50 })).toEqual({ kind: 'failed', reason: 'timeout' });
});

test('a connection that breaks is a failure', async () => {
  expect(await post((response) => response.destroy())).toEqual({
    kind: 'failed',
    reason: expect.stringMatching(/^connection/),
  });
});

test('an endless answer is delivered by its status; its body is not waited for', async () => {
  const outcome = await post((response) => {
    response.writeHead(200);
    const pour = () => {
      while (response.write('x'.repeat(65_536)));
      response.once('drain', pour);
    };
    pour();
  });
  expect(outcome).toEqual({ kind: 'delivered' });
});

test('a private address is refused before anything is sent', async () => {
  expect(await post(answers(200), { allowPrivateHosts: [] })).toEqual({ kind: 'failed', reason: 'forbidden-address' });
  expect(receiver?.requests).toEqual([]);
});

test.each([
  [200, undefined, { kind: 'delivered' }],
  [299, undefined, { kind: 'delivered' }],
  [410, undefined, { kind: 'gone' }],
  [301, undefined, { kind: 'failed', reason: 'status-301' }],
  [400, undefined, { kind: 'failed', reason: 'status-400' }],
  [404, undefined, { kind: 'failed', reason: 'status-404' }],
  [429, '120', { kind: 'failed', reason: 'status-429', retryAfterMs: 120_000 }],
  [503, 'Thu, 01 Jan 2026 00:05:00 GMT', { kind: 'failed', reason: 'status-503', retryAfterMs: 300_000 }],
  [503, 'soon', { kind: 'failed', reason: 'status-503', retryAfterMs: undefined }],
])('status %i with Retry-After %s', (status, retryAfter, outcome) => {
  expect(httpOutcome(status, retryAfter, NOW)).toEqual(outcome);
});
