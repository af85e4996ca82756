import { buildPath, buildQuery, type PathParams, type Query } from './build-request.ts';
import type { CallOptions, Connection } from './client-options.ts';
import { createDriftCounter } from './drift.ts';
import { InvalidInputError, type Resolution, UnverifiedOperationError } from './errors.ts';
import { findViolations } from './find-violations.ts';
import { type OperationId, operations } from './operations.ts';
import { readBody } from './read-body.ts';
import type { Reader } from './read-tolerantly.ts';
import type { Schema } from './schema.ts';
import { send } from './send.ts';
import { toJson } from './to-json.ts';
import type { TransportResponse } from './transport.ts';

interface OperationRequest {
  readonly operation: OperationId;
  readonly params?: PathParams | undefined;
  readonly query?: Query | undefined;
  readonly body?: { readonly value: unknown; readonly schema: Schema } | undefined;
  /** Media types wanted; JSON unless told. */
  readonly accept?: string | undefined;
  /** For writes: finds out, by reads alone, whether a write of unknown outcome took effect. */
  readonly resolve?: (() => Promise<Resolution>) | undefined;
}

/** Calls operations of the table; knows paths, bodies and readers, but no resource. */
export interface Caller {
  call<T>(request: OperationRequest, read: Reader<T>, options?: CallOptions): Promise<T>;
  /** For answers that are not simply JSON. */
  callForResponse(request: OperationRequest, options?: CallOptions): Promise<TransportResponse>;
  /** Options under which several calls keep the one deadline that they were given; not to be copied. */
  within(options?: CallOptions): CallOptions;
  urlOf(request: OperationRequest): string;
  now(): number;
}

export function createCaller(connection: Connection): Caller {
  const reportFor = createDriftCounter(connection.onDrift);

  function urlOf({ operation, params = {}, query }: OperationRequest): string {
    const path = buildPath(operation, params, connection.paths[operation]);
    return connection.baseUrl + path + (query === undefined ? '' : buildQuery(query));
  }

  async function callForResponse(request: OperationRequest, options: CallOptions = {}): Promise<TransportResponse> {
    const { operation, accept, resolve } = request;
    if (!isOpen(connection, operation, options)) throw unverified(operation);
    const { method } = operations[operation];
    const body = encodeBody(request);
    return send(connection, { label: operation, method, url: urlOf(request), body, accept, resolve }, options);
  }

  async function call<T>(request: OperationRequest, read: Reader<T>, options?: CallOptions): Promise<T> {
    const response = await callForResponse(request, options);
    return readBody(request, response, read, reportFor(request.operation));
  }

  function within(options: CallOptions = {}): CallOptions {
    const deadline = connection.now() + (options.timeoutMs ?? connection.timeoutMs);
    return {
      ...options,
      get timeoutMs() {
        return deadline - connection.now();
      },
    };
  }

  return { call, callForResponse, within, urlOf, now: connection.now };
}

/** A redraw's path is likely, but what its `source` has to be is not (CONTRACT 5, question 18). */
const UNKNOWN_BODIES: ReadonlySet<OperationId> = new Set(['createRedrawOrder']);

function isOpen(connection: Connection, operation: OperationId, options: CallOptions): boolean {
  if (options.allowUnverified ?? connection.allowUnverified) return true;
  if (UNKNOWN_BODIES.has(operation)) return false;
  return operations[operation].pathStatus !== 'placeholder' || connection.paths[operation] !== undefined;
}

function unverified(operation: OperationId): UnverifiedOperationError {
  const what = UNKNOWN_BODIES.has(operation) ? 'its body is not known' : 'its path is a placeholder';
  return new UnverifiedOperationError(`${what}; pass allowUnverified once you know better`, { operation });
}

function encodeBody({ operation, body }: OperationRequest): string | undefined {
  if (body === undefined) return undefined;
  const violations = findViolations(body.schema, body.value);
  if (violations.length === 0) return toJson(operation, body.value);
  const fields = violations.map(({ path, text }) => `${path} ${text}`).join('; ');
  throw new InvalidInputError(`not sent: ${fields}`, { operation, violations });
}
