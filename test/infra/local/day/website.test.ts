import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { isGenuine } from '../../../../infra/local/day/website.ts';

const secret = `whsec_${randomBytes(24).toString('base64')}`;
const at = new Date(Date.UTC(2026, 0, 1));

function headersFor(body: string) {
  return {
    'webhook-id': 'dl_1',
    'webhook-timestamp': String(at.getTime() / 1_000),
    'webhook-signature': `v1,bm90aGluZw== ${new Webhook(secret).sign('dl_1', at, body)}`,
  };
}

it('takes what is signed as Standard Webhooks says, whichever of the signatures it is', () => {
  expect(isGenuine(secret, headersFor('{"a":1}'), '{"a":1}')).toBe(true);
});

it('refuses another body, another secret and no signature', () => {
  expect(isGenuine(secret, headersFor('{"a":1}'), '{"a":2}')).toBe(false);
  expect(isGenuine('whsec_c2VjcmV0', headersFor('{}'), '{}')).toBe(false);
  expect(isGenuine(secret, {}, '{}')).toBe(false);
});
