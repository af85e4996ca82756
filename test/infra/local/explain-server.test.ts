import { expect, it } from 'vitest';
import { explainServer, UnusableServerError } from '../../../infra/local/explain-server.ts';
import { RefusedError, UpstreamError } from '../../../shared/cubicasa/index.ts';

const operation = 'getCompany';
const SERVER = 'http://127.0.0.1:9/api';

it.each([
  [new RefusedError('CubiCasa refused the key (401)', { operation }), 'CUBICASA_API_KEY'],
  [new UpstreamError('no answer from CubiCasa (connect)', { operation, reason: 'unavailable' }), '--cubicasa-url'],
])('says of %s what to mend', (error, mend) => {
  const explained = explainServer(SERVER, error);
  expect(explained).toBeInstanceOf(UnusableServerError);
  expect((explained as Error).message).toContain(SERVER);
  expect((explained as Error).message).toContain(mend);
});

it('leaves what no server caused as it is', () => {
  const error = new Error('ours');
  expect(explainServer(SERVER, error)).toBe(error);
});
