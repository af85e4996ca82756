import { describe, expect, it } from 'vitest';
import { BODY_LIMIT_BYTES, receiveWebhook } from '../../../functions/webhook-ingest/receive-webhook.ts';
import { createSecretStore } from '../../../shared/accounts/secret-store.ts';
import { parseOrderChange } from '../../../shared/orders/order-change.ts';
import { createMemoryQueue } from '../../support/memory-queue.ts';
import { START } from '../../support/order-builder.ts';

const READY = { id: 'order-1', current_status: 'Ready', previous_status: 'Pending', product_type: 'products_2d' };

function createRig() {
  const orderChanges = createMemoryQueue();
  const parked = new Map<string, string>();
  const rig = {
    orderChanges,
    parked,
    now: START,
    reads: 0,
    lists: 0,
    secretsAway: false,
    secrets: new Map([['default', { apiKey: 'k', webhookToken: 'new-token', previousWebhookToken: 'old-token' }]]),
    call: (parts: { account?: string; token?: string; body?: unknown; requestId?: string } = {}) => {
      const { account = 'default', token = 'new-token', body = READY, requestId = 'request-1' } = parts;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const receivedAt = new Date(rig.now).toISOString();
      return receiveWebhook({ account, token, body: Buffer.from(text), requestId, receivedAt }, deps);
    },
  };
  const deps = {
    orderChanges,
    park: async (key: string, body: string) => {
      parked.set(key, body);
    },
    secrets: createSecretStore({
      now: () => rig.now,
      read: async (account) => {
        rig.reads += 1;
        if (rig.secretsAway) throw new Error('away');
        const secret = rig.secrets.get(account);
        return secret === undefined ? undefined : JSON.stringify(secret);
      },
      list: async () => {
        rig.lists += 1;
        if (rig.secretsAway) throw new Error('away');
        return new Set(rig.secrets.keys());
      },
    }),
  };
  return rig;
}

describe('[P1] webhook-ingest', () => {
  it('answers 200 once the change is queued, under the request’s own deduplication id', async () => {
    const rig = createRig();
    expect(await rig.call()).toEqual({ status: 200, code: 'queued' });
    const [message] = rig.orderChanges.messages;
    expect(message?.deduplicationId).toBe('request-1');
    expect(parseOrderChange(message?.body ?? '')).toMatchObject({
      account: 'default',
      orderId: 'order-1',
      cause: 'webhook',
      hint: { status: 'Ready', previousStatus: 'Pending', productType: 'products_2d' },
      token: 'current',
    });
  });

  it('answers 503 when the queue does not take it, so that CubiCasa tries again', async () => {
    const rig = createRig();
    rig.orderChanges.failure = new Error('away');
    expect(await rig.call()).toMatchObject({ status: 503, code: 'unavailable' });
  });

  it('queues a call that is byte for byte the same again', async () => {
    const rig = createRig();
    await rig.call({ requestId: 'request-1' });
    await rig.call({ requestId: 'request-2' });
    expect(rig.orderChanges.messages).toHaveLength(2);
  });

  it('takes the previous token too, and says which one came', async () => {
    const rig = createRig();
    expect((await rig.call({ token: 'old-token' })).status).toBe(200);
    expect(parseOrderChange(rig.orderChanges.messages[0]?.body ?? '').token).toBe('previous');
  });

  it('answers a wrong token and an unknown account alike', async () => {
    const rig = createRig();
    expect(await rig.call({ token: 'guess' })).toEqual(await rig.call({ account: 'nobody' }));
    expect((await rig.call({ token: '' })).status).toBe(404);
  });

  it('reads a rotated token at most once in 30 s', async () => {
    const rig = createRig();
    await rig.call();
    rig.secrets.set('default', { apiKey: 'k', webhookToken: 'newest', previousWebhookToken: 'new-token' });
    rig.now += 31_000;
    expect((await rig.call({ token: 'newest' })).status).toBe(200);
    expect(rig.reads).toBe(2);
  });

  it.each([
    ['that it knows', true],
    ['that it has not read yet', false],
  ])('lets 10,000 bad calls cause at most ten reads, and none is in the way of an account %s', async (_, known) => {
    const rig = createRig();
    if (known) await rig.call();
    const answers = new Set<number>();
    for (let index = 0; index < 10_000; index++) {
      const account = known && index % 2 === 0 ? 'default' : `stranger-${index}`;
      answers.add((await rig.call({ account, token: `guess-${index}` })).status);
    }
    expect([...answers]).toEqual([404]);
    expect((await rig.call()).status).toBe(200);
    expect(rig.reads).toBeLessThanOrEqual(10);
    expect(rig.lists).toBe(1);
  });

  it('serves an account that it reads late, however long a stranger goes on, and asks for names twice a minute', async () => {
    const rig = createRig();
    for (let asked = 0; asked < 240; asked++) {
      rig.now += 10_000;
      expect((await rig.call({ account: `stranger-${asked}`, token: 'x' })).status).toBe(404);
    }
    rig.secrets.set('late', { apiKey: 'k', webhookToken: 'late-token', previousWebhookToken: '' });
    rig.now += 30_000;
    for (let asked = 0; asked < 10; asked++) await rig.call({ account: `other-${asked}`, token: 'x' });
    expect((await rig.call({ account: 'late', token: 'late-token' })).status).toBe(200);
    expect(rig.lists).toBeLessThanOrEqual(80);
  });

  it('answers 503 where it cannot find out who is a stranger', async () => {
    const rig = createRig();
    rig.secretsAway = true;
    for (let asked = 0; asked < 10; asked++)
      expect((await rig.call({ account: `stranger-${asked}`, token: 'x' })).status).toBe(503);
  });

  it('serves a token from its cache for a day while Secrets Manager is away', async () => {
    const rig = createRig();
    await rig.call();
    rig.secretsAway = true;
    rig.now += 23 * 3_600_000;
    expect((await rig.call()).status).toBe(200);
    rig.now += 2 * 3_600_000;
    expect((await rig.call()).status).toBe(503);
  });

  it('answers 503 to a token that may be a new one while Secrets Manager is away, 404 once it is back', async () => {
    const rig = createRig();
    await rig.call();
    expect((await rig.call({ token: 'other' })).status).toBe(404);
    rig.secretsAway = true;
    rig.now += 600_000;
    expect((await rig.call({ token: 'other' })).status).toBe(503);
    rig.secretsAway = false;
    rig.now += 30_000;
    expect((await rig.call({ token: 'other' })).status).toBe(404);
  });

  it('keeps JSON that is no known webhook for a person', async () => {
    const rig = createRig();
    expect(await rig.call({ body: { event: 'delivered' } })).toEqual({ status: 200, code: 'parked' });
    expect([...rig.parked.entries()]).toEqual([['parked/default/2026-05-01/request-1.json', '{"event":"delivered"}']]);
  });

  it.each([
    ['not JSON', '{"id":', 400],
    ['over the limit', `"${'x'.repeat(BODY_LIMIT_BYTES)}"`, 413],
  ])('refuses a body that is %s', async (_name, body, status) => {
    const rig = createRig();
    expect((await rig.call({ body })).status).toBe(status);
    expect(rig.orderChanges.messages).toEqual([]);
  });

  it.each(['New', 'Draft', 'Failed', 'Whatever'])('takes the status %s', async (current_status) => {
    const rig = createRig();
    expect((await rig.call({ body: { id: 'order-1', current_status, previous_status: null } })).code).toBe('queued');
  });
});
