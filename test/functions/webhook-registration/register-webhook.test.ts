import { describe, expect, it } from 'vitest';
import { registerWebhook } from '../../../functions/webhook-registration/register-webhook.ts';
import {
  AmbiguousOutcomeError,
  type CubiCasaClient,
  NotFoundError,
  RefusedError,
} from '../../../shared/cubicasa/index.ts';
import { createMemoryTable } from '../../support/memory-table.ts';
import { START } from '../../support/order-builder.ts';

const operation = 'getCompany';
const secret = { apiKey: 'key', webhookToken: 'token' };

function createRig() {
  const rig = {
    urls: undefined as readonly string[] | undefined,
    missing: false,
    failure: undefined as Error | undefined,
    /** PATCH answers never come; whether it took effect. */
    unanswered: undefined as 'done' | 'not-done' | undefined,
    patches: [] as (readonly string[])[],
    reports: [] as string[],
  };
  const company = {
    async get() {
      if (rig.failure !== undefined) throw rig.failure;
      if (rig.missing) throw new NotFoundError('not found', { operation, status: 404 });
      return rig.urls === undefined ? {} : { webhook_urls: rig.urls };
    },
    async updateWebhook({ webhook_urls }: { webhook_urls: readonly string[] }) {
      rig.patches.push(webhook_urls);
      if (rig.unanswered !== 'not-done') rig.urls = webhook_urls;
      if (rig.unanswered !== undefined) throw new AmbiguousOutcomeError('no answer', { operation });
    },
  };
  const run = (takeOver = false) =>
    registerWebhook('default', takeOver, {
      table: createMemoryTable(),
      clients: {
        open: () => Promise.reject(new Error('registration uses `use`')),
        use: async (_account, work) => work({ company } as unknown as CubiCasaClient),
      },
      secrets: { load: async () => secret, refresh: async () => secret },
      settings: { existing: 'none', triggers: ['moved_to_ready'] },
      baseUrl: 'https://relay.example/webhooks',
      report: (code) => rig.reports.push(code),
      now: () => START,
    });
  return { rig, run };
}

const ours = 'https://relay.example/webhooks/default/token';

describe('registering the webhook', () => {
  it('works where the company’s information is not there to be read, once an operator takes over', async () => {
    const { rig, run } = createRig();
    rig.missing = true;
    expect((await run()).outcome).toBe('needs-take-over');
    expect((await run(true)).outcome).toBe('registered');
    expect(rig.patches).toEqual([[ours]]);
  });

  it('[P9] looks before it believes that a PATCH without an answer failed, and sends none again', async () => {
    const { rig, run } = createRig();
    rig.urls = [];
    rig.unanswered = 'done';
    expect((await run()).outcome).toBe('registered');
    rig.urls = [];
    rig.unanswered = 'not-done';
    await expect(run()).rejects.toThrow(AmbiguousOutcomeError);
    expect(rig.patches).toHaveLength(2);
  });

  it('parks the account whose key is refused, and says so', async () => {
    const { rig, run } = createRig();
    rig.failure = new RefusedError('refused', { operation, status: 401 });
    expect((await run()).outcome).toBe('parked');
    expect(rig.reports).toEqual(['account-parked']);
  });

  it('names other systems in the way by their hosts alone', async () => {
    const { rig, run } = createRig();
    rig.urls = ['https://other.example/hook?token=abc'];
    expect(await run()).toEqual({ outcome: 'needs-take-over', others: ['other.example'] });
    expect(rig.patches).toEqual([]);
  });
});
