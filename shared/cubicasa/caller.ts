import { buildPath, buildQuery, type PathParams, type Query } from './build-request.ts';
import type { CallOptions, Connection } from './client-options.ts';
import { createDriftCounter } from './drift.ts';
import { InvalidInputError, type Resolution, UnverifiedOperationError } from './errors.ts';
import { findViolations } from './find-violations.ts';
import { type OperationId, operations } from './operations.ts';
import { readBody } from './read-body.ts';
import type { Reader } from './read-tolerantly.ts';
import type { Schema } from './schema.ts';
import { send, type WireRequest } from './send.ts';
import type { TransportResponse } from './transport.ts';

export interface OperationRequest {
  readonly operation: OperationId;
  readonly params?: PathParams | undefined;
  readonly query?: Query | undefined;
  readonly body?: { readonly value: unknown; readonly schema: Schema } | undefined;
  /** For writes: finds out, by reads alone, whether a write of unknown outcome took effect. */
  readonly resolve?: (() => Promise<Resolution>) | undefined;
}

/** Calls operations of the table; knows paths, bodies and readers, but no resource. */
export interface Caller {
  call<T>(request: OperationRequest, read: Reader<T>, options?: CallOptions): Promise<T>;
  callForResponse(request: OperationRequest, options?: CallOptions): Promise<TransportResponse>;
}

export function createCaller(connection: Connection): Caller {
  const reportFor = createDriftCounter(connection.onDrift);

  function callForResponse(request: OperationRequest, options: CallOptions = {}): Promise<TransportResponse> {
    return send(connection, toWireRequest(connection, request, options), options);
  }

  async function call<T>(request: OperationRequest, read: Reader<T>, options: CallOptions = {}): Promise<T> {
    const response = await callForResponse(request, options);
    return readBody(request, response, read, reportFor(request.operation));
  }

  return {
    call,
    callForResponse: async (request, options) => callForResponse(request, options),
  };
}

function toWireRequest(connection: Connection, request: OperationRequest, options: CallOptions): WireRequest {
  const { operation, params = {}, query = {}, body, resolve } = request;
  const { method, pathStatus } = operations[operation];
  const override = connection.paths[operation];
  const allowed = options.allowUnverified ?? connection.allowUnverified;
  if (pathStatus === 'placeholder' && override === undefined && !allowed) throw unverified(operation);
  const path = buildPath(operation, params, override) + buildQuery(query);
  return { label: operation, method, url: connection.baseUrl + path, body: encodeBody(request, body), resolve };
}

function encodeBody({ operation }: OperationRequest, body: OperationRequest['body']): string | undefined {
  if (body === undefined) return undefined;
  const violations = findViolations(body.schema, body.value);
  if (violations.length === 0) return JSON.stringify(body.value);
  const fields = violations.map(({ path, text }) => `${path} ${text}`).join('; ');
  throw new InvalidInputError(`not sent: ${fields}`, { operation, violations });
}

function unverified(operation: OperationId): UnverifiedOperationError {
  const summary = 'its path is a placeholder that nobody has confirmed; pass allowUnverified or set it in paths';
  return new UnverifiedOperationError(summary, { operation });
}
