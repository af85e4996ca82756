import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Credential } from './credential.ts';

export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The body where it was read; a streamed one is signed by what `x-amz-content-sha256` says of it. */
  readonly body: Buffer | undefined;
}

/**
 * Whether a request was signed with this secret (Signature Version 4). The date is not compared with any clock, since
 * the clock of the functions can be moved.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function isSignedWith(secretAccessKey: string, credential: Credential, request: SignedRequest): boolean {
  const { date, region, service, signedAt } = credential;
  const scope = `${date}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', signedAt, scope, sha256(canonicalRequest(credential, request))].join('\n');
  const expected = hmac(signingKey(secretAccessKey, scope), text).toString('hex');
  return (
    expected.length === credential.signature.length && timingSafeEqual(bytes(expected), bytes(credential.signature))
  );
}

const signingKeys = new Map<string, Buffer>();

/** One key serves a secret for a day in one region and service, so it is derived once. */
function signingKey(secretAccessKey: string, scope: string): Buffer {
  const name = `${secretAccessKey}/${scope}`;
  const known = signingKeys.get(name);
  if (known !== undefined) return known;
  const key = scope.split('/').reduce(hmac, Buffer.from(`AWS4${secretAccessKey}`));
  signingKeys.set(name, key);
  return key;
}

function canonicalRequest(credential: Credential, request: SignedRequest): string {
  const [path = '/', query = ''] = request.url.split('?');
  const headers = credential.signedHeaders.map((name) => `${name}:${canonicalValue(request.headers[name])}\n`);
  return [
    request.method,
    credential.service === 's3' ? path : path.split('/').map(encode).join('/'),
    canonicalQuery(query),
    headers.join(''),
    credential.signedHeaders.join(';'),
    payloadHash(credential, request),
  ].join('\n');
}

function payloadHash(credential: Credential, { headers, body }: SignedRequest): string {
  const announced = headers['x-amz-content-sha256']?.toString();
  if (credential.service === 's3') return announced ?? 'UNSIGNED-PAYLOAD';
  return sha256(body ?? '');
}

function canonicalQuery(query: string): string {
  const pairs = query.split('&').filter((pair) => pair !== '' && !pair.startsWith('X-Amz-Signature='));
  return pairs.map(canonicalPair).sort().join('&');
}

function canonicalPair(pair: string): string {
  const [name = '', ...value] = pair.split('=');
  return `${encode(decodeURIComponent(name))}=${encode(decodeURIComponent(value.join('=')))}`;
}

function canonicalValue(value: string | readonly string[] | undefined): string {
  return [value ?? ''].flat().join(',').trim().replace(/\s+/g, ' ');
}

/** RFC 3986, which leaves fewer characters alone than JavaScript does. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'utf8');
}
