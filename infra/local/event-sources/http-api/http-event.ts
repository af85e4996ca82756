import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { RouteMatch } from './match-route.ts';

export interface HttpCall {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
}

const TEXT_TYPES = /^(text\/|application\/(json|javascript|xml)\b)/i;

/** The event of an HTTP API's integration in payload format 2.0. @param now milliseconds since the epoch */
export function httpEvent({ route, pathParameters }: RouteMatch, call: HttpCall, now: number): object {
  const isText = TEXT_TYPES.test(call.headers['content-type'] ?? '');
  const query = Object.fromEntries(new URLSearchParams(call.query));
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: call.path,
    rawQueryString: call.query,
    headers: flatHeaders(call.headers),
    ...(call.query === '' ? {} : { queryStringParameters: query }),
    pathParameters,
    requestContext: {
      accountId: '000000000000',
      apiId: route.apiId,
      domainName: call.headers.host ?? '',
      domainPrefix: route.apiId,
      http: {
        method: call.method,
        path: call.path,
        protocol: 'HTTP/1.1',
        sourceIp: call.sourceIp,
        userAgent: call.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: '$default',
      time: new Date(now).toUTCString(),
      timeEpoch: now,
    },
    ...(call.body.length === 0 ? {} : { body: call.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: call.body.length > 0 && !isText,
  };
}

function flatHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)]),
  );
}
