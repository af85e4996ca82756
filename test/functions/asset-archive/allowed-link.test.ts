import { expect, test } from 'vitest';
import { refuseLink } from '../../../functions/asset-archive/allowed-link.ts';

test.each([
  ['https://bucket.s3.us-west-2.amazonaws.com/a.png', ['*.amazonaws.com'], undefined],
  ['https://BUCKET.S3.AmazonAWS.com/a.png', ['*.amazonaws.com'], undefined],
  ['https://amazonaws.com/a.png', ['*.amazonaws.com'], 'host-not-allowed'],
  ['https://evilamazonaws.com/a.png', ['*.amazonaws.com'], 'host-not-allowed'],
  ['https://amazonaws.com.evil.example/a.png', ['*.amazonaws.com'], 'host-not-allowed'],
  ['https://assets.example:8443/a.png', ['assets.example'], undefined],
  ['https://other.example/a.png', ['assets.example'], 'host-not-allowed'],
  ['http://assets.example/a.png', ['assets.example'], 'not-https'],
  ['http://127.0.0.1:8080/a.png', ['127.0.0.1'], undefined],
  ['http://localhost:8080/a.png', ['localhost'], undefined],
  ['http://[::1]:8080/a.png', ['::1'], undefined],
  ['http://127.0.0.1/a.png', ['*.amazonaws.com'], 'host-not-allowed'],
  ['ftp://127.0.0.1/a.png', ['127.0.0.1'], 'not-https'],
] as const)('%s with %j allowed', (link, allowed, refusal) => {
  expect(refuseLink(new URL(link), allowed)).toBe(refusal);
});
