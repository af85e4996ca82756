import type { IncomingMessage } from 'node:http';
import type { MovableClock } from '../../clock/movable-clock.ts';
import type { Functions } from '../../lambda/functions.ts';
import { AwsError } from '../../stand-ins/aws-error.ts';
import { type RunningServer, startLoopbackServer } from '../../stand-ins/loopback-server.ts';
import { readBody } from '../../stand-ins/read-body.ts';
import { gatewayAnswer, type HttpAnswer, httpAnswer } from './http-answer.ts';
import { httpEvent } from './http-event.ts';
import { matchRoute } from './match-route.ts';
import type { Route } from './read-routes.ts';
import { createTokenBucket } from './token-bucket.ts';

/** One line of the access log: no path, since a token stands in it. */
export interface HttpAccess {
  readonly routeKey: string;
  readonly status: number;
}

export interface HttpApiOptions {
  readonly port?: number | undefined;
  readonly clock: MovableClock;
  readonly onAccess?: (access: HttpAccess) => void;
  /** A route whose function's resource policy does not name API Gateway. */
  readonly onDenied: (route: Route) => void;
}

export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  constructor(port: number | undefined) {
    super(`port ${port} is in use: end what listens there, or choose another by --port`);
  }
}

/** API Gateway's own limit for the body of an HTTP API's request. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

export interface HttpApi extends RunningServer {
  /** Until then every call gets 404; the template needs the address before its routes are known. */
  serve(routes: readonly Route[], functions: Pick<Functions, 'invoke'>): void;
}

/** The HTTP API of the template on a loopback port. */
export async function startHttpApi(options: HttpApiOptions): Promise<HttpApi> {
  let answerCall: (request: IncomingMessage) => Promise<HttpAnswer & { routeKey: string }> = async () => NOT_FOUND;

  const listening = startLoopbackServer(async (request, response) => {
    const { status, headers, body, routeKey } = await answerCall(request);
    options.onAccess?.({ routeKey, status });
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
  }, options.port);
  const server = await listening.catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new PortInUseError(options.port) : error;
  });

  return {
    ...server,
    serve(routes, functions) {
      const buckets = new Map(routes.map((route) => [route, route.throttle && createTokenBucket(route.throttle)]));
      answerCall = async (request) => {
        const { pathname, search } = new URL(request.url ?? '/', server.url);
        const match = matchRoute(routes, request.method ?? '', pathname);
        if (match === undefined) return NOT_FOUND;
        const routeKey = match.route.key;
        if (buckets.get(match.route)?.(performance.now()) === false) {
          return { ...gatewayAnswer(429, 'Too Many Requests'), routeKey };
        }
        const body = await readLimited(request);
        if (body === 'too-large') return { ...gatewayAnswer(413, 'Request Entity Too Large'), routeKey };
        if (!match.route.permitted) {
          options.onDenied(match.route);
          return { ...gatewayAnswer(500, 'Internal Server Error'), routeKey };
        }
        const call = {
          method: request.method ?? '',
          path: pathname,
          query: search.slice(1),
          headers: request.headers,
          body,
          sourceIp: request.socket.remoteAddress ?? '',
        };
        const event = JSON.stringify(httpEvent(match, call, options.clock.now()));
        const { payload, functionError } = await functions.invoke(match.route.functionArn, event);
        const answer = functionError === undefined ? httpAnswer(payload) : gatewayAnswer(500, 'Internal Server Error');
        return { ...answer, routeKey };
      };
    },
  };
}

const NOT_FOUND = { ...gatewayAnswer(404, 'Not Found'), routeKey: '-' };

async function readLimited(request: IncomingMessage): Promise<Buffer | 'too-large'> {
  try {
    const body = await readBody(request);
    return body.length > MAX_BODY_BYTES ? 'too-large' : body;
  } catch (error) {
    if (error instanceof AwsError) return 'too-large';
    throw error;
  }
}
