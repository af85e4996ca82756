import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { signWebhook } from '../../../shared/delivery/sign-webhook.ts';
import { parseSigningSecrets, signingSecretForConsumer } from '../../../shared/delivery/signing-secret.ts';

const SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
const OLD = `whsec_${Buffer.from('fedcba9876543210fedcba9876543210').toString('base64')}`;
const BODY = JSON.stringify({ specversion: '1.0', text: 'Mäki' });

test.each([
  ['one secret', { secret: SECRET }, [SECRET]],
  ['two secrets in rotation', { secret: SECRET, previousSecret: OLD }, [SECRET, OLD]],
  [
    'a generated text without the prefix',
    { secret: 'plain-generated-text' },
    [signingSecretForConsumer('plain-generated-text')],
  ],
])('the reference library accepts the signature of %s', (_, secrets, consumers) => {
  const headers = signWebhook('dl_0123', BODY, secrets, Date.now());
  for (const consumer of consumers) expect(new Webhook(consumer).verify(BODY, headers)).toEqual(JSON.parse(BODY));
});

test('the reference library refuses another secret, body, id or time', () => {
  const headers = signWebhook('dl_0123', BODY, { secret: SECRET }, Date.now());
  const verify = (secret: string, body: string, changed: Record<string, string>) => () =>
    new Webhook(secret).verify(body, { ...headers, ...changed });
  expect(verify(OLD, BODY, {})).toThrow();
  expect(verify(SECRET, `${BODY} `, {})).toThrow();
  expect(verify(SECRET, BODY, { 'webhook-id': 'dl_0124' })).toThrow();
  expect(verify(SECRET, BODY, { 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 3_600) })).toThrow();
});

test.each(['', 'x', '[]', '{}', '{"secret":""}', '{"secret":5}'])(
  'a secret that is none is refused without its text [P8]: %s',
  (text) => {
    expect(() => parseSigningSecrets(text)).toThrow(TypeError);
  },
);

test('reads both secrets, and leaves out an empty previous one', () => {
  expect(parseSigningSecrets(JSON.stringify({ secret: SECRET, previousSecret: OLD }))).toEqual({
    secret: SECRET,
    previousSecret: OLD,
  });
  expect(parseSigningSecrets(JSON.stringify({ secret: SECRET, previousSecret: '' }))).toEqual({ secret: SECRET });
});
