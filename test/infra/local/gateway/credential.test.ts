import { expect, test } from 'vitest';
import { readCredential } from '../../../../infra/local/gateway/credential.ts';
import { isSignedWith } from '../../../../infra/local/gateway/signature.ts';

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
  'SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31';
const headers = { authorization: AUTHORIZATION, host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z' };

test('a credential is read from the header', () => {
  expect(readCredential(headers, '/')).toMatchObject({
    accessKeyId: 'AKIDEXAMPLE',
    region: 'us-east-1',
    service: 'service',
    signedHeaders: ['host', 'x-amz-date'],
    presigned: false,
  });
});

test('a credential is read from a presigned link', () => {
  const url = '/b/k?X-Amz-Credential=KEY%2F20260101%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-SignedHeaders=host';
  expect(readCredential({}, url)).toMatchObject({ accessKeyId: 'KEY', service: 's3', presigned: true });
});

test.each([
  ['nothing', undefined],
  ['a bearer token', 'Bearer abc'],
  ['a scope that is cut short', 'AWS4-HMAC-SHA256 Credential=KEY/20260101/eu-west-1, SignedHeaders=host, Signature=0'],
])('%s is no credential', (_, authorization) => {
  expect(readCredential(authorization === undefined ? {} : { authorization }, '/')).toBeUndefined();
});

/** AWS's own example, "get-vanilla" of its Signature Version 4 test suite. */
test.each([
  ['the right secret', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', '/', true],
  ['another secret', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEX', '/', false],
  ['another path', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', '/other', false],
])('a signature is checked against %s', (_, secret, url, expected) => {
  const credential = readCredential(headers, '/');
  if (credential === undefined) throw new Error('the example has a credential');
  expect(isSignedWith(secret, credential, { method: 'GET', url, headers, body: undefined })).toBe(expected);
});
