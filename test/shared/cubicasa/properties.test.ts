import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CubiCasaClient, CubiCasaError } from '../../../shared/cubicasa/index.ts';
import { TransportError, type TransportResponse } from '../../../shared/cubicasa/transport.ts';
import { createFakeApi } from './fake-api.ts';

const contentType = fc.constantFrom('application/json', 'text/html', 'application/pdf', '', 'application/octet-stream');
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.json().map((text) => Buffer.from(text)),
  fc.json().map((text) => Buffer.from(`{"items":[${text}],"pagination":${text}}`)),
  fc.json().map((text) => Buffer.from(`{"id":"a","info":${text},"validation_error":{"body_params":${text}}}`)),
);
const response: fc.Arbitrary<TransportResponse> = fc.record({
  status: fc.constantFrom(200, 201, 204, 301, 302, 400, 401, 404, 409, 418, 422, 429, 500, 503),
  headers: fc.record({ 'content-type': contentType, 'retry-after': fc.string(), location: fc.string() }),
  body: bytes,
});

const calls: Readonly<Record<string, (client: CubiCasaClient) => Promise<unknown>>> = {
  get: (client) => client.orders.get('a'),
  page: (client) => client.orders.page(),
  combinedPdf: (client) => client.orders.combinedPdf('a'),
  upgrade: (client) => client.orders.upgrade('a', { add_ons: ['gla'] }),
  user: (client) => client.users.getByEmail('ana@agency.example'),
  remove: (client) => client.users.delete('u'),
  company: (client) => client.company.get(),
  raw: (client) => client.rawRequest({ method: 'POST', path: '/x', body: {} }),
};

test('any bytes under any status give a value or a typed error, never a crash', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(calls)), response, async (name, answer) => {
      const { client } = createFakeApi(() => answer);
      const outcome = await calls[name]?.(client).catch((error: unknown) => error);
      expect(outcome).toBeTypeOf('object');
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(CubiCasaError);
    }),
    { numRuns: 1000 },
  );
});

const lost = fc
  .tuple(fc.constantFrom('connect' as const, 'reset' as const, 'timeout' as const, 'protocol' as const), fc.boolean())
  .map(([failure, sent]) => new TransportError(failure, sent));
const fate = fc.oneof(lost, response);

test('[P9] a write of which a byte was sent is never sent again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { minLength: 1, maxLength: 8 }), async (fates) => {
      let arrived = 0;
      const { client } = createFakeApi((_, call) => {
        const now = fates[(call - 1) % fates.length];
        if (!(now instanceof TransportError) || now.sent) arrived += 1;
        if (now === undefined || now instanceof Error) throw now;
        return now;
      });
      await client.drafts
        .create({ street: '1 Road', city: 'Town', country: 'Finland', owner_email: 'ana@agency.example' })
        .catch(() => undefined);
      expect(arrived).toBeLessThanOrEqual(1);
    }),
    { numRuns: 500 },
  );
});
