import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { type FaultErrors, HangUp, withFault } from './apply-fault.ts';
import { AwsError } from './aws-error.ts';
import { createFaultSwitch, type Fault } from './fault.ts';
import { type JsonObject, parseJsonObject } from './json-object.ts';
import { type RunningServer, startLoopbackServer } from './loopback-server.ts';
import { readBody } from './read-body.ts';

/** One call of an AWS JSON 1.0 or 1.1 service. */
export interface JsonRequest {
  /** The part of `X-Amz-Target` after the dot. */
  readonly action: string;
  readonly input: JsonObject;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The fault this request met, for what only the service itself can show. */
  readonly fault: Fault | undefined;
  /** Aborted when the caller hung up before the answer. */
  readonly gone: AbortSignal;
}

export interface JsonAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface JsonServiceOptions {
  readonly port?: number | undefined;
  readonly version: '1.0' | '1.1';
  readonly faultErrors: FaultErrors;
  readonly handle: (request: JsonRequest) => Promise<JsonAnswer>;
  /** What a plain GET is answered, which no AWS service is asked: a look from outside at what the stand-in holds. */
  readonly inspect?: (url: URL) => unknown;
}

export interface StandIn extends RunningServer {
  setFault(fault: Fault | undefined): void;
}

/** Serves an AWS service that takes one JSON object per POST, as the unmodified SDK speaks to it. */
export async function startJsonService(options: JsonServiceOptions): Promise<StandIn> {
  const faults = createFaultSwitch();

  async function answer(request: IncomingMessage, gone: AbortSignal): Promise<JsonAnswer> {
    if (request.method === 'GET' && options.inspect !== undefined) {
      return jsonAnswer(options.version, options.inspect(new URL(request.url ?? '/', 'http://localhost')));
    }
    const body = await readBody(request);
    const text = body.toString('utf8');
    const action = String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, '');
    const fault = faults.take(action, text);
    return withFault(fault, options.faultErrors, () =>
      options.handle({ action, input: parseJsonObject(text), headers: request.headers, body, fault, gone }),
    );
  }

  const server = await startLoopbackServer(async (request, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const result = await answer(request, gone.signal).catch((error: unknown) => describeError(error, options.version));
    if (result === 'hang-up') request.socket.destroy();
    else write(response, result);
  }, options.port);
  return { ...server, setFault: faults.set };
}

export function jsonAnswer(version: '1.0' | '1.1', value: unknown): JsonAnswer {
  return { status: 200, headers: { 'content-type': contentType(version) }, body: JSON.stringify(value) };
}

function describeError(error: unknown, version: '1.0' | '1.1'): JsonAnswer | 'hang-up' {
  if (error instanceof HangUp) return 'hang-up';
  if (error instanceof AwsError) return jsonError(error, version);
  return jsonError(new AwsError('InternalFailure', 'the stand-in failed', 500), version);
}

/** The shape of an error of the AWS JSON protocols; SQS also wants the code in a header. */
function jsonError(error: AwsError, version: '1.0' | '1.1'): JsonAnswer {
  return {
    status: error.status,
    headers: {
      'content-type': contentType(version),
      'x-amzn-query-error': `${error.code};${error.status < 500 ? 'Sender' : 'Receiver'}`,
    },
    body: JSON.stringify({ __type: error.code, message: error.message }),
  };
}

function contentType(version: '1.0' | '1.1'): string {
  return `application/x-amz-json-${version}`;
}

function write(response: ServerResponse, answer: JsonAnswer): void {
  response.writeHead(answer.status, {
    ...answer.headers,
    'x-amzn-requestid': randomUUID(),
    'content-length': Buffer.byteLength(answer.body),
  });
  response.end(answer.body);
}
