import type { ReportDrift } from './drift.ts';
import { AmbiguousOutcomeError, type Resolution, UpstreamError } from './errors.ts';
import { type OperationId, operations } from './operations.ts';
import { requestIdOf } from './read-error.ts';
import type { Reader } from './read-tolerantly.ts';
import { bodyText, type TransportResponse } from './transport.ts';

interface AnsweredCall {
  readonly operation: OperationId;
  readonly resolve?: (() => Promise<Resolution>) | undefined;
}

/**
 * The typed value of a successful response; an empty answer to a write, and any JSON to a deletion, says that it was done.
 * @throws UpstreamError when it cannot be read; after a write AmbiguousOutcomeError, since it may well have been done.
 */
export function readBody<T>(
  { operation, resolve }: AnsweredCall,
  response: TransportResponse,
  read: Reader<T>,
  report: ReportDrift,
): T {
  const { status } = response;
  const { method } = operations[operation];
  const text = bodyText(response);
  const parsed = status < 300 ? parseJson(text) : undefined;
  const value = parsed === undefined ? undefined : read(parsed, report);
  if (value !== undefined) return value;
  const isBare = text.trim() === '' || (method === 'DELETE' && parsed !== undefined);
  const saysDone = status < 300 && method !== 'GET' && isBare;
  const done = saysDone ? read({}, report) : undefined;
  if (done !== undefined) return done;
  const options = { operation, status, requestId: requestIdOf(response) };
  const summary = `CubiCasa answered ${status} with a body that cannot be read`;
  if (method === 'GET') throw new UpstreamError(summary, { ...options, reason: 'unavailable' });
  throw new AmbiguousOutcomeError(summary, resolve ? { ...options, resolve } : options);
}

const BYTE_ORDER_MARK = '\uFEFF';

/** Undefined for what is no JSON. The parser's own error would quote the body, so it goes nowhere. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}
