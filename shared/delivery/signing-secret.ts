import { createSecretKey, type KeyObject } from 'node:crypto';

/** What the secret of an `http` destination holds; two while it is being rotated. */
export interface SigningSecrets {
  readonly secret: string;
  readonly previousSecret?: string;
}

const PREFIX = 'whsec_';

/** @throws TypeError naming the field, never a value. */
export function parseSigningSecrets(text: string): SigningSecrets {
  const { secret, previousSecret } = parseObject(text);
  if (typeof secret !== 'string' || secret === '') throw new TypeError('signing secret: secret must be a text');
  const previous = typeof previousSecret === 'string' && previousSecret !== '' ? { previousSecret } : {};
  return { secret, ...previous };
}

/** The form a consumer's Standard Webhooks library takes; a generated secret without the prefix is plain text. */
export function signingSecretForConsumer(secret: string): string {
  return secret.startsWith(PREFIX) ? secret : `${PREFIX}${Buffer.from(secret, 'utf8').toString('base64')}`;
}

/** The key that signs. */
export function signingKey(secret: string): KeyObject {
  return createSecretKey(signingSecretForConsumer(secret).slice(PREFIX.length), 'base64');
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // The parser's own message would quote the secret.
  }
  throw new TypeError('signing secret: not a JSON object');
}
