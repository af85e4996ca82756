import { Agent, request } from 'undici';
import type { Company } from '../company/company.ts';
import { callSettings } from '../webhooks/call-settings.ts';
import type { TryOutcome, WebhookTry } from '../webhooks/outbox.ts';

/** Sends what companies' outboxes hold, when it is due. */
export interface WebhookSender {
  /** Looks at all outboxes now; called after everything that may have filled one. */
  pump(): void;
  close(): Promise<void>;
}

const LONGEST_SLEEP_MS = 1_000;

export function createWebhookSender(companies: () => readonly Company[]): WebhookSender {
  const agent = new Agent({ connections: 16 });
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const send = async (company: Company, attempt: WebhookTry): Promise<void> => {
    company.outbox.settle(attempt, await call(agent, company, attempt), company.now());
    pump();
  };
  const pump = (): void => {
    if (closed) return;
    for (const company of companies()) {
      for (const attempt of company.outbox.takeDue(company.now())) void send(company, attempt);
    }
    clearTimeout(timer);
    const waitMs = shortestWait(companies());
    timer = waitMs === undefined ? undefined : setTimeout(pump, Math.max(1, Math.min(waitMs, LONGEST_SLEEP_MS)));
  };
  return {
    pump,
    async close() {
      closed = true;
      clearTimeout(timer);
      await agent.destroy();
    },
  };
}

function shortestWait(companies: readonly Company[]): number | undefined {
  const waits = companies.flatMap(({ outbox, now }) => {
    const dueAt = outbox.nextDueAt();
    return dueAt === undefined ? [] : [Math.max(0, dueAt - now())];
  });
  return waits.length === 0 ? undefined : Math.min(...waits);
}

async function call(agent: Agent, company: Company, { webhook }: WebhookTry): Promise<TryOutcome> {
  const { headers, timeoutMs } = callSettings(company);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await request(webhook.url, {
      method: 'POST',
      dispatcher: agent,
      headers,
      body: webhook.body,
      signal,
    });
    await answer.body.dump();
    return { status: answer.statusCode };
  } catch (error) {
    return { error: error instanceof Error ? error.name : 'unknown' };
  }
}
