import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type RunningServer, startLoopbackServer } from '../stand-ins/loopback-server.ts';
import { readBody } from '../stand-ins/read-body.ts';

export interface WebsiteOptions {
  /** `whsec_` and base64, as Standard Webhooks writes a secret; undefined for a destination that is not known. */
  readonly signingSecret: (destination: string) => string | undefined;
  readonly onEvent: (destination: string, body: string) => void;
  readonly onBadSignature: (destination: string) => void;
}

/** Stands for the company's website: takes what `http` destinations post, each at its own path, once the signature holds. */
export async function startWebsite(options: WebsiteOptions): Promise<RunningServer> {
  return startLoopbackServer(async (request, response) => {
    const destination = (request.url ?? '/').slice(1);
    const body = (await readBody(request)).toString('utf8');
    const secret = options.signingSecret(destination);
    const genuine = secret !== undefined && isGenuine(secret, request.headers, body);
    if (genuine) options.onEvent(destination, body);
    else options.onBadSignature(destination);
    response.writeHead(genuine ? 204 : 401).end();
  });
}

/** https://www.standardwebhooks.com: HMAC-SHA256 over `id.timestamp.body`; the age is not looked at, clocks move here. */
export function isGenuine(secret: string, headers: IncomingHttpHeaders, body: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = createHmac('sha256', key).update(signed).digest();
  const given = String(headers['webhook-signature'] ?? '').split(' ');
  return given.some((signature) => {
    const [version, value = ''] = signature.split(',');
    const bytes = Buffer.from(value, 'base64');
    return version === 'v1' && bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
}
