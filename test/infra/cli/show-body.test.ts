import { describe, expect, it } from 'vitest';
import { showBody } from '../../../infra/cli/show-body.ts';

const SIGNED = 'https://files.example/plan.pdf?Expires=1&Signature=c2lnbmVk&Key-Pair-Id=K1';

describe('a body for people', () => {
  it.each([
    ['a link of its own', JSON.stringify({ data: { files: [{ url: SIGNED }] } })],
    ['a link in a text', JSON.stringify({ note: `see ${SIGNED} for more` })],
    [
      'a link whose query holds a quote',
      JSON.stringify({ url: "https://files.example/a?name='b'&Signature=c2lnbmVk" }),
    ],
    ['a body that is no JSON', `no JSON, ${SIGNED}`],
    ['JSON within JSON', JSON.stringify({ body: JSON.stringify({ url: SIGNED }) })],
  ])('shows %s without its signature', (_what, body) => {
    const shown = showBody(body);
    expect(shown).toContain('https://files.example/');
    expect(shown).not.toContain('c2lnbmVk');
  });

  it('shows no secret of a webhook', () => {
    const body = JSON.stringify({ url: 'https://relay.example/webhooks/default/path-token', secret: 'whsec_c2VjcmV0' });
    expect(showBody(body)).not.toMatch(/path-token|c2VjcmV0/);
  });

  it('is else as it came', () => {
    const body = '{"account":"default","orderId":"order-1","hint":{"status":null,"count":2}}';
    expect(showBody(body)).toBe(body);
    expect(showBody('no JSON')).toBe('no JSON');
  });
});
