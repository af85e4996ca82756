import type { Random } from '../../../simulator/company/random.ts';
import type { SimulatedAccount } from '../relay/simulated-account.ts';
import type { EventLoop } from '../time/event-loop.ts';
import { register } from './open-account.ts';

const MINUTE_MS = 60_000;

/** A new API key and a new path token, each written to the secret before, or some time after, CubiCasa has it. */
export function layOutRotations(account: SimulatedAccount, random: Random, loop: EventLoop, forMs: number): void {
  const keyAt = loop.now() + random.below(forMs);
  const gapMs = random.below(40) * MINUTE_MS;
  loop.at(keyAt, () => {
    const next = `${account.company.apiKey}-rotated`;
    (account.company as { apiKey: string }).apiKey = next;
    loop.after(gapMs, () => {
      account.secret = { ...account.secret, apiKey: next };
    });
  });
  loop.at(loop.now() + random.below(forMs), () => {
    const { webhookToken } = account.secret;
    const next = `${webhookToken}-rotated`;
    account.secret = { ...account.secret, webhookToken: next, previousWebhookToken: webhookToken };
    loop.after(10 * MINUTE_MS, () => register(account.company, account.name, next));
  });
}
