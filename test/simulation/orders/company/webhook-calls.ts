import type { WebhookTry } from '../../../simulator/webhooks/outbox.ts';
import type { Platform } from '../lambda/function-runtime.ts';
import type { Ingest } from '../relay/ingest-function.ts';
import type { SimulatedAccount } from '../relay/simulated-account.ts';
import { orderName } from './truth.ts';

/** Makes a company's webhook calls when their time comes, with CubiCasa's tries. */
export interface WebhookCaller {
  /** To be told after whatever may have put a webhook into the outbox. */
  wake(): void;
  /** A call that CubiCasa did not make. */
  callFalsely(body: string, token?: string): void;
}

export function createWebhookCaller(account: SimulatedAccount, ingest: Ingest, platform: Platform): WebhookCaller {
  const { loop, journal } = platform;
  const { outbox } = account.company;
  let wakesAt = Number.POSITIVE_INFINITY;
  let calls = 0;

  function wake(): void {
    const dueAt = outbox.nextDueAt();
    if (dueAt === undefined || dueAt >= wakesAt) return;
    wakesAt = dueAt;
    loop.at(dueAt, () => {
      wakesAt = Number.POSITIVE_INFINITY;
      for (const attempt of outbox.takeDue(loop.now())) void make(attempt);
      wake();
    });
  }

  async function make(attempt: WebhookTry): Promise<void> {
    const { webhook } = attempt;
    const sentAt = loop.now();
    const status = await call(webhook.body, webhook.url.split('/').at(-1) ?? '');
    outbox.settle(attempt, status === undefined ? { error: 'no answer' } : { status }, loop.now());
    if (status === 200) {
      const name = orderName(account.name, webhook.orderId);
      journal.acknowledged.set(name, Math.max(sentAt, journal.acknowledged.get(name) ?? 0));
      journal.told.set(name, Math.max(webhook.createdAt, journal.told.get(name) ?? 0));
    }
    wake();
  }

  function call(body: string, token: string): Promise<number | undefined> {
    calls += 1;
    journal.webhooks += 1;
    const requestId = `${account.name}-${calls}`;
    const receivedAt = new Date(loop.now()).toISOString();
    return ingest({ account: account.name, token, body: Buffer.from(body), requestId, receivedAt });
  }

  return {
    wake,
    callFalsely: (body, token = account.secret.webhookToken) => void call(body, token),
  };
}
