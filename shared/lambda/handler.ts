import middy, { type MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';
import { enterLogContext, log } from '../telemetry/log.ts';
import { lazy } from './lazy.ts';

/** What a handler may know of its invocation. */
export interface Invocation {
  readonly requestId: string;
  /** Milliseconds until Lambda ends the function. */
  readonly remainingMs: () => number;
}

/** What Lambda calls; `context` is the one its runtime gives. */
export type LambdaHandler<Event, Result> = (event: Event, context: Context) => Promise<Result>;

/**
 * A Lambda handler around a core. `loadDeps` runs at the first event, once; where it fails the next event tries again.
 * Every log line carries the request's id; what is thrown is logged under `invocation.failed` and thrown on.
 */
export function createHandler<Deps, Event, Result>(
  loadDeps: () => Deps | Promise<Deps>,
  handle: (event: Event, deps: Deps, invocation: Invocation) => Promise<Result>,
): LambdaHandler<Event, Result> {
  const load = lazy(loadDeps);
  return middy<Event, Result>()
    .use(logInvocation())
    .handler(async (event: Event, context: Context) => handle(event, await load(), toInvocation(context)));
}

function toInvocation(context: Context): Invocation {
  return { requestId: context.awsRequestId, remainingMs: () => context.getRemainingTimeInMillis() };
}

function logInvocation(): MiddlewareObj<unknown, unknown> {
  return {
    before: ({ context }) => enterLogContext({ requestId: context.awsRequestId, function: context.functionName }),
    onError: ({ event, error }) => log.error('invocation.failed', accountOf(event), error),
  };
}

/** Of a job that works for one account. */
function accountOf(event: unknown): { readonly account?: string } {
  const { account } = (event ?? {}) as { readonly account?: unknown };
  return typeof account === 'string' ? { account } : {};
}
