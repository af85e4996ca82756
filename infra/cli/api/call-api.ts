import { type CubiCasaClient, type OperationId, operations } from '../../../shared/cubicasa/index.ts';
import { stripQuery } from '../../../shared/orders/link.ts';

export interface ApiCall {
  readonly operation: OperationId;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly allowUnverified: boolean;
  /** Writes are only sent with it. */
  readonly execute: boolean;
}

export interface ApiAnswer {
  readonly operation: OperationId;
  readonly method: string;
  readonly path: string;
  readonly certainty: string;
  /** Null where nothing was sent. */
  readonly status: number | null;
  readonly body: unknown;
}

/** @throws TypeError naming the operations there are. */
export function requireOperation(name: string): OperationId {
  const known = Object.keys(operations).find((operation): operation is OperationId => operation === name);
  if (known === undefined)
    throw new TypeError(`there is no operation ${name}; there are ${Object.keys(operations).join(', ')}`);
  return known;
}

/** Calls one operation of the table, once. Links in the answer are shown without their signatures. */
export async function callApi(client: Pick<CubiCasaClient, 'callOperation'>, call: ApiCall): Promise<ApiAnswer> {
  const { operation, params, query, body, allowUnverified } = call;
  const { method, path, certainty } = operations[operation];
  const about = { operation, method, path, certainty };
  if (method !== 'GET' && !call.execute) return { ...about, status: null, body: body ?? null };
  const answer = await client.callOperation(operation, { params, query, body }, { allowUnverified });
  return { ...about, status: answer.status, body: showBody(answer.body) };
}

function showBody(body: unknown): unknown {
  if (body instanceof Uint8Array) return `${body.byteLength} bytes`;
  if (typeof body === 'string') return stripQuery(body);
  if (Array.isArray(body)) return body.map(showBody);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, showBody(value)]));
}
