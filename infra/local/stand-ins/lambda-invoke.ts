import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HangUp, withFault } from './apply-fault.ts';
import { AwsError } from './aws-error.ts';
import { createFaultSwitch } from './fault.ts';
import { readInvocationPath } from './invocation-path.ts';
import type { StandIn } from './json-service.ts';
import { startLoopbackServer } from './loopback-server.ts';
import { readBody } from './read-body.ts';

interface Invocation {
  readonly type: 'RequestResponse' | 'Event';
  /** `X-Amzn-Trace-Id` of the caller, by which recursion is found. */
  readonly traceId: string | undefined;
}

export interface InvocationResult {
  /** What the function answered, as JSON text; its error's description when it failed. */
  readonly payload: string;
  readonly functionError?: 'Handled' | 'Unhandled' | undefined;
}

export interface LambdaOptions {
  readonly port?: number;
  /** May throw an AwsError, e.g. ResourceNotFoundException for a name nobody has. */
  readonly invoke: (name: string, payload: string, invocation: Invocation) => Promise<InvocationResult>;
}

const MAX_PAYLOAD_BYTES = { RequestResponse: 6 * 1024 * 1024, Event: 1024 * 1024 } as const;

/**
 * The Invoke operation of AWS Lambda over functions run elsewhere. An invocation of type Event is answered at once and
 * run once; AWS would try a failing one twice more.
 */
export async function startLambdaInvoke(options: LambdaOptions): Promise<StandIn> {
  const faults = createFaultSwitch();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.method === 'POST' ? readInvocationPath(request.url ?? '/') : undefined;
    const payload = (await readBody(request)).toString('utf8');
    if (target === undefined) throw new AwsError('UnknownOperationException', 'only Invoke is supported', 404);
    const type = invocationType(request.headers['x-amz-invocation-type']?.toString());
    checkPayload(payload, type);
    const invocation = { type, traceId: request.headers['x-amzn-trace-id']?.toString() };
    const run = (): Promise<InvocationResult> =>
      options.invoke(target.name, payload === '' ? '{}' : payload, invocation);
    const fault = faults.take('Invoke', `${target.name} ${payload}`);
    if (type === 'RequestResponse') writeResult(response, await withFault(fault, faultErrors, run));
    else {
      await withFault(fault, faultErrors, async () => void run().catch(() => undefined));
      response.writeHead(202, { 'x-amzn-requestid': randomUUID(), 'content-length': 0 }).end();
    }
  }

  const server = await startLoopbackServer(async (request, response) => {
    try {
      await answer(request, response);
    } catch (error) {
      if (error instanceof HangUp) request.socket.destroy();
      else writeError(response, error);
    }
  }, options.port);
  return { ...server, setFault: faults.set };
}

function invocationType(header = 'RequestResponse'): Invocation['type'] {
  if (header === 'RequestResponse' || header === 'Event') return header;
  throw new AwsError('InvalidParameterValueException', `the invocation type ${header} is not supported`);
}

function checkPayload(payload: string, type: Invocation['type']): void {
  if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES[type]) {
    throw new AwsError('RequestTooLargeException', `the payload must be under ${MAX_PAYLOAD_BYTES[type]} bytes`, 413);
  }
  try {
    JSON.parse(payload === '' ? '{}' : payload);
  } catch {
    throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json');
  }
}

function writeResult(response: ServerResponse, { payload, functionError }: InvocationResult): void {
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(payload),
    'x-amzn-requestid': randomUUID(),
    'x-amz-executed-version': '$LATEST',
    ...(functionError === undefined ? {} : { 'x-amz-function-error': functionError }),
  });
  response.end(payload);
}

function writeError(response: ServerResponse, error: unknown): void {
  const { code, message, status } =
    error instanceof AwsError ? error : new AwsError('ServiceException', 'the stand-in failed', 500);
  const body = JSON.stringify({ Type: status < 500 ? 'User' : 'Service', Message: message });
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-amzn-errortype': code,
    'x-amzn-requestid': randomUUID(),
  });
  response.end(body);
}

const faultErrors = {
  unavailable: () => new AwsError('ServiceException', 'the stand-in is told to be unavailable', 500),
  throttled: () => new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429),
};
