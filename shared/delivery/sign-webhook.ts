import { createHmac } from 'node:crypto';
import { type SigningSecrets, signingKey } from './signing-secret.ts';

/** Headers of one attempt by Standard Webhooks: one signature for each secret that is valid, the newer first. */
export function signWebhook(id: string, body: string, secrets: SigningSecrets, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1_000));
  const valid = [secrets.secret, ...(secrets.previousSecret === undefined ? [] : [secrets.previousSecret])];
  const signatures = valid.map((secret) => `v1,${sign(`${id}.${timestamp}.${body}`, secret)}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

function sign(content: string, secret: string): string {
  return createHmac('sha256', signingKey(secret)).update(content).digest('base64');
}
