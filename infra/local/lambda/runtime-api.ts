import type { IncomingMessage, ServerResponse } from 'node:http';
import { startLoopbackServer } from '../stand-ins/loopback-server.ts';
import { readBody } from '../stand-ins/read-body.ts';

/** One call of a function, as its runtime client gets it. */
export interface RuntimeInvocation {
  readonly requestId: string;
  readonly functionArn: string;
  readonly payload: string;
  readonly timeoutMs: number;
  readonly trace: string;
  /** How far the stack's clock is ahead of real time. */
  readonly clockOffsetMs: number;
}

/** What the function answered; `error` holds Lambda's error object as JSON. */
export interface RuntimeOutcome {
  readonly kind: 'response' | 'error';
  readonly payload: string;
}

/** Lambda's Runtime API for one execution environment: one invocation at a time. */
export interface RuntimeApi {
  /** `host:port`, for `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /** `handed` is called when the runtime took the invocation, which is when Lambda's timeout begins. */
  submit(invocation: RuntimeInvocation, handed: () => void): Promise<RuntimeOutcome>;
  /** Ends the invocation under way, if any, from outside: a timeout, a process that died. */
  settle(outcome: RuntimeOutcome): void;
  close(): Promise<void>;
}

interface Current {
  readonly invocation: RuntimeInvocation;
  readonly handed: () => void;
  readonly resolve: (outcome: RuntimeOutcome) => void;
}

export async function startRuntimeApi(): Promise<RuntimeApi> {
  let current: Current | undefined;
  let waiting: ServerResponse | undefined;

  function hand(): void {
    if (current === undefined || waiting === undefined) return;
    waiting.writeHead(200, invocationHeaders(current.invocation)).end(current.invocation.payload);
    waiting = undefined;
    current.handed();
  }

  function settle(outcome: RuntimeOutcome): void {
    const settled = current;
    current = undefined;
    settled?.resolve(outcome);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.endsWith('/invocation/next')) {
      waiting = response;
      return hand();
    }
    const payload = (await readBody(request)).toString('utf8');
    response.writeHead(202).end();
    settle({ kind: request.url?.endsWith('/response') ? 'response' : 'error', payload });
  }

  const server = await startLoopbackServer(answer);
  return {
    address: `127.0.0.1:${server.port}`,
    submit: (invocation, handed) =>
      new Promise((resolve) => {
        current = { invocation, handed, resolve };
        hand();
      }),
    settle,
    close: server.close,
  };
}

function invocationHeaders(invocation: RuntimeInvocation): Record<string, string> {
  return {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': invocation.requestId,
    'lambda-runtime-invoked-function-arn': invocation.functionArn,
    'lambda-runtime-deadline-ms': String(Date.now() + invocation.clockOffsetMs + invocation.timeoutMs),
    'lambda-runtime-trace-id': invocation.trace,
    'x-relay-clock-offset-ms': String(invocation.clockOffsetMs),
  };
}
