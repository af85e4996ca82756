import type { Webhook } from './webhook.ts';

/** A try whose time has come. */
export interface WebhookTry {
  readonly webhook: Webhook;
  /** From 1. */
  readonly number: number;
  readonly dueAt: number;
}

/** How a receiver answered: a status, or nothing in time. */
export type TryOutcome = { readonly status: number } | { readonly error: string };

export interface WebhookCounts {
  /** Calls, each over all its tries; doubled ones count twice. */
  readonly sent: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly tries: number;
  readonly waiting: number;
}

export interface TryRules {
  readonly tries: number;
  readonly spacingMs: number;
  readonly isSuccess: (status: number) => boolean;
}

export interface Outbox {
  put(webhook: Omit<Webhook, 'id' | 'tries' | 'state'>, dueAt: number): Webhook;
  /** Takes what is due out; each must be settled. Tries of dropped webhooks are settled here and not handed out. */
  takeDue(now: number): WebhookTry[];
  settle(attempt: WebhookTry, outcome: TryOutcome, now: number): void;
  nextDueAt(): number | undefined;
  counts(): WebhookCounts;
  /** The latest calls, oldest first. */
  recent(): readonly Webhook[];
  lost(): readonly Webhook[];
}

const KEPT = 2_000;

export function createOutbox(rules: () => TryRules): Outbox {
  const waiting: WebhookTry[] = [];
  const recent: Webhook[] = [];
  const lost: Webhook[] = [];
  const counts = { sent: 0, acknowledged: 0, lost: 0, tries: 0, waiting: 0 };

  const schedule = (attempt: WebhookTry): void => {
    let place = waiting.length;
    while (place > 0 && (waiting[place - 1]?.dueAt ?? 0) > attempt.dueAt) place--;
    waiting.splice(place, 0, attempt);
  };
  const settle = (attempt: WebhookTry, outcome: TryOutcome, now: number): void => {
    const { webhook, number } = attempt;
    const { tries, spacingMs, isSuccess } = rules();
    webhook.tries = number;
    counts.tries++;
    if ('status' in outcome && isSuccess(outcome.status)) finish(webhook, 'acknowledged');
    else if (number >= tries) finish(webhook, 'lost');
    else schedule({ webhook, number: number + 1, dueAt: now + spacingMs });
  };
  const finish = (webhook: Webhook, state: 'acknowledged' | 'lost'): void => {
    webhook.state = state;
    counts[state]++;
    counts.waiting--;
    if (state === 'lost') lost.push(webhook);
  };

  return {
    put(content, dueAt) {
      const webhook: Webhook = { ...content, id: ++counts.sent, tries: 0, state: 'waiting' };
      counts.waiting++;
      recent.push(webhook);
      if (recent.length > 2 * KEPT) recent.splice(0, KEPT);
      schedule({ webhook, number: 1, dueAt });
      return webhook;
    },
    takeDue(now) {
      const due: WebhookTry[] = [];
      for (let attempt = waiting[0]; attempt !== undefined && attempt.dueAt <= now; attempt = waiting[0]) {
        waiting.shift();
        if (attempt.webhook.dropped) settle(attempt, { error: 'lost on the way' }, attempt.dueAt);
        else due.push(attempt);
      }
      return due;
    },
    settle,
    nextDueAt: () => waiting[0]?.dueAt,
    counts: () => ({ ...counts }),
    recent: () => recent,
    lost: () => lost,
  };
}
