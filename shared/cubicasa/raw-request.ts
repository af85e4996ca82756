import { buildQuery, type PathParams, type Query } from './build-request.ts';
import type { Caller } from './caller.ts';
import type { CallOptions, Connection } from './client-options.ts';
import { InvalidInputError } from './errors.ts';
import type { HttpMethod, OperationId } from './operations.ts';
import { openBody } from './schema.ts';
import { send } from './send.ts';
import { toJson } from './to-json.ts';
import { bodyText, headerOf, type TransportResponse } from './transport.ts';

/** A call that the client has no method for. */
export interface RawRequest {
  readonly method: HttpMethod;
  /** Below the base URL, with its leading slash, percent-encoded already. */
  readonly path: string;
  readonly query?: Query | undefined;
  /** Sent as JSON, unchecked. */
  readonly body?: unknown;
}

/** What an operation of the table is called with; nothing of it is checked. */
export interface OperationInput {
  readonly params?: PathParams | undefined;
  readonly query?: Query | undefined;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
}

/** An answer as it came; statuses that mean an error are thrown instead. */
export interface RawResponse {
  readonly status: number;
  readonly headers: TransportResponse['headers'];
  /** Parsed JSON, text, or bytes, by the content type. */
  readonly body: unknown;
}

/** Sends what the client has no method for, under the same limits, retries and errors. */
export async function rawRequest(
  connection: Connection,
  { method, path, query = {}, body }: RawRequest,
  options: CallOptions = {},
): Promise<RawResponse> {
  const label = `${method} ${path.split('?')[0]}`;
  if (!isPath(path)) {
    const violations = [{ path: 'path', text: 'must start with a slash and stay below the base URL' }];
    throw new InvalidInputError('not sent: unusable path', { operation: label, violations });
  }
  const added = buildQuery(query);
  const url = connection.baseUrl + path + (path.includes('?') ? added.replace('?', '&') : added);
  const encoded = body === undefined ? undefined : toJson(label, body);
  return decode(await send(connection, { label, method, url, body: encoded, accept: '*/*' }, options));
}

/** Calls any operation of the table with an unchecked body. @throws UnverifiedOperationError as its own method would. */
export async function callOperation(
  caller: Caller,
  operation: OperationId,
  { params, query, body }: OperationInput = {},
  options?: CallOptions,
): Promise<RawResponse> {
  const checked = body && { value: body, schema: openBody };
  return decode(await caller.callForResponse({ operation, params, query, body: checked, accept: '*/*' }, options));
}

function isPath(path: string): boolean {
  return /^\/[\x21-\x7e]*$/.test(path) && !path.includes('#') && !/(?:^|\/)(?:\.|%2e){1,2}(?:[/?]|$)/i.test(path);
}

function decode({ status, headers, body }: TransportResponse): RawResponse {
  const type = headerOf({ headers }, 'content-type') ?? '';
  if (!/json|text|xml/i.test(type)) return { status, headers, body };
  const text = bodyText({ body });
  return { status, headers, body: /json/i.test(type) ? parseJson(text) : text };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
