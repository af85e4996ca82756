import {
  ConflictError,
  type CubiCasaError,
  type CubiCasaErrorOptions,
  InvalidInputError,
  NotFoundError,
  RefusedError,
  UpstreamError,
  type Violation,
} from './errors.ts';
import { parseRetryAfter } from './retry-after.ts';
import { bodyText, headerOf, type TransportResponse } from './transport.ts';

const DETAIL_LIMIT = 300;
/** Characters that are looked at for it. */
const READ_LIMIT = 10_000;
const REQUEST_ID_HEADERS = ['x-request-id', 'x-amzn-requestid', 'x-correlation-id', 'cf-ray'];

/**
 * The error that an answer other than 2xx stands for. No body is needed; any body is read as far as it goes, through
 * `hide`, which keeps out what nobody may read.
 */
export function readError(
  operation: string,
  response: TransportResponse,
  { nowMs, hide }: { readonly nowMs: number; readonly hide: (text: string) => string },
): CubiCasaError {
  const { status } = response;
  const body = parseBody(response, hide);
  const options: CubiCasaErrorOptions = {
    operation,
    status,
    detail: findDetail(body),
    requestId: hide(requestIdOf(response) ?? '') || undefined,
  };
  if (status === 401 || status === 403) return new RefusedError(`CubiCasa refused the key (${status})`, options);
  if (status === 404) return new NotFoundError('not found (404)', options);
  if (status === 409) return new ConflictError('conflict (409)', options);
  if (status === 429) return upstream('throttled', response, options, nowMs);
  if (status >= 400 && status < 500 && status !== 408) return invalidInput(findBodyViolations(body), options);
  return upstream('unavailable', response, options, nowMs);
}

function invalidInput(violations: readonly Violation[], options: CubiCasaErrorOptions): InvalidInputError {
  const fields = violations.map(({ path }) => path).join(', ');
  return new InvalidInputError(`CubiCasa refused the input (${options.status})${fields && `: ${fields}`}`, {
    ...options,
    violations,
  });
}

function upstream(
  reason: 'throttled' | 'unavailable',
  response: TransportResponse,
  options: CubiCasaErrorOptions,
  nowMs: number,
): UpstreamError {
  const retryAfterMs = parseRetryAfter(headerOf(response, 'retry-after'), nowMs);
  return new UpstreamError(`CubiCasa is ${reason} (${response.status})`, { ...options, reason, retryAfterMs });
}

export function requestIdOf(response: TransportResponse): string | undefined {
  return REQUEST_ID_HEADERS.map((name) => headerOf(response, name)).find((value) => value !== undefined);
}

function parseBody(response: TransportResponse, hide: (text: string) => string): unknown {
  const text = hide(bodyText(response));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** CONTRACT 1.6: `validation_error`, `message`, `error`, `detail`, else the text itself without its tags. */
function findDetail(body: unknown): string | undefined {
  const said = isRecord(body) ? [body.message, body.error, body.detail].find((value) => value !== undefined) : body;
  const plain = toText(said)
    ?.slice(0, READ_LIMIT)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, DETAIL_LIMIT);
  return plain === '' ? undefined : plain;
}

function toText(said: unknown): string | undefined {
  try {
    return typeof said === 'string' ? said : JSON.stringify(said);
  } catch {
    // Nested deeper than anybody reads.
    return undefined;
  }
}

/** `{validation_error: {body_params: [{loc: ['street'], msg: 'field required'}]}}`, and its three sibling keys. */
function findBodyViolations(body: unknown): Violation[] {
  const groups = isRecord(body) && isRecord(body.validation_error) ? body.validation_error : {};
  return Object.entries(groups).flatMap(([group, issues]) =>
    (Array.isArray(issues) ? issues : [issues]).filter(isRecord).map((issue) => toViolation(group, issue)),
  );
}

function toViolation(group: string, { loc, msg }: Readonly<Record<string, unknown>>): Violation {
  const parts = Array.isArray(loc) ? loc : [loc];
  const path = parts.filter((part) => typeof part === 'string' || typeof part === 'number').join('.');
  return {
    path: path === '' ? group : `${group}.${path}`,
    text: typeof msg === 'string' ? msg.slice(0, 200) : 'is refused',
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
