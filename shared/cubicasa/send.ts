import type { CallOptions, Connection } from './client-options.ts';
import { AmbiguousOutcomeError, InvalidInputError, type Resolution, UpstreamError } from './errors.ts';
import type { HttpMethod } from './operations.ts';
import { readError, requestIdOf } from './read-error.ts';
import { parseRetryAfter } from './retry-after.ts';
import { type Failure, isAmbiguous, retryDelayMs, shouldRetry } from './retry-policy.ts';
import { LONGEST_TIMER_MS } from './sleep.ts';
import { headerOf, TransportError, type TransportRequest, type TransportResponse } from './transport.ts';

/** One call, ready for the wire. */
export interface WireRequest {
  /** For errors: the operation's id, or method and path. */
  readonly label: string;
  readonly method: HttpMethod;
  readonly url: string;
  readonly body?: string | undefined;
  readonly accept?: string | undefined;
  readonly resolve?: (() => Promise<Resolution>) | undefined;
}

type Outcome =
  | { readonly response: TransportResponse; readonly failure?: undefined }
  | { readonly response: TransportResponse; readonly failure: Failure }
  | { readonly response?: undefined; readonly failure: Failure; readonly cause: unknown };

/**
 * Sends, repeats where a repeat is safe, and answers with a response below 400.
 * @throws CubiCasaError, or the signal's reason when the caller gave up before a write could have been sent.
 */
export async function send(
  connection: Connection,
  request: WireRequest,
  options: CallOptions,
): Promise<TransportResponse> {
  const { now, random, sleep } = connection;
  const deadline = now() + patience(connection, request, options);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await tryOnce(connection, request, options.signal, deadline);
    if (outcome.failure === undefined) return outcome.response;
    const delayMs = retryDelayMs(outcome.failure, attempt, random, retryAfterOf(outcome, now()));
    const inTime = now() + delayMs < deadline;
    if (!inTime || !shouldRetry(request.method, outcome.failure, attempt)) {
      throw toError(connection, request, outcome, options.signal);
    }
    if (delayMs > 0) await sleep(delayMs, options.signal);
  }
}

/** How long the whole call may take. @throws InvalidInputError for what is no number */
function patience(connection: Connection, { label }: WireRequest, { timeoutMs = connection.timeoutMs }: CallOptions) {
  const most = Math.min(timeoutMs, connection.remainingMs());
  if (!Number.isNaN(most)) return most;
  throw new InvalidInputError('not sent: timeoutMs is no number', { operation: label, violations: [] });
}

/** What neither the wire nor its seam explains is taken for sent; a wait that the caller gives up rejects as it is. */
async function tryOnce(
  connection: Connection,
  request: WireRequest,
  signal: AbortSignal | undefined,
  deadline: number,
): Promise<Outcome> {
  let free: (() => void) | undefined;
  try {
    free = await connection.limiter(deadline - connection.now(), signal);
    return await attempt(connection, request, signal, deadline);
  } catch (cause) {
    if (cause instanceof TransportError)
      return { failure: { kind: 'no-answer', failure: cause.failure, sent: cause.sent }, cause };
    if (free === undefined) throw cause;
    return { failure: { kind: 'no-answer', failure: 'reset', sent: true }, cause };
  } finally {
    free?.();
  }
}

async function attempt(
  connection: Connection,
  request: WireRequest,
  signal: AbortSignal | undefined,
  deadline: number,
): Promise<Outcome> {
  const timeoutMs = Math.min(connection.attemptTimeoutMs, deadline - connection.now(), LONGEST_TIMER_MS);
  if (timeoutMs <= 0) throw new TransportError('timeout', false);
  const response = await connection.transport(toTransportRequest(connection.apiKey, request, timeoutMs, signal));
  if (response.status < 400) return { response };
  return { response, failure: { kind: 'answer', status: response.status } };
}

function toTransportRequest(
  apiKey: string,
  { method, url, body, accept = 'application/json' }: WireRequest,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): TransportRequest {
  const headers = { accept, 'api-key': apiKey };
  if (body === undefined) return { method, url, headers, timeoutMs, signal };
  return { method, url, headers: { ...headers, 'content-type': 'application/json' }, body, timeoutMs, signal };
}

function retryAfterOf({ response }: Outcome, nowMs: number): number | undefined {
  return response === undefined ? undefined : parseRetryAfter(headerOf(response, 'retry-after'), nowMs);
}

function toError(
  { apiKey, now }: Connection,
  { label: operation, method, resolve }: WireRequest,
  outcome: Outcome & { readonly failure: Failure },
  signal: AbortSignal | undefined,
): unknown {
  const { response, failure } = outcome;
  const reading = { nowMs: now(), hide: (text: string) => text.replaceAll(apiKey, '…') };
  const cause = response === undefined ? outcome.cause : readError(operation, response, reading);
  if (isAmbiguous(method, failure)) {
    const details = response && { status: response.status, requestId: requestIdOf(response) };
    return new AmbiguousOutcomeError('sent, with an unknown outcome', {
      operation,
      cause,
      ...details,
      ...(resolve && { resolve }),
    });
  }
  if (response !== undefined) return cause;
  if (signal?.aborted) return signal.reason;
  const summary = failure.kind === 'no-answer' ? failure.failure : 'unknown';
  return new UpstreamError(`no answer from CubiCasa (${summary})`, { operation, cause, reason: 'unavailable' });
}
