import { type CubiCasaClient, type OperationId, operations } from '../../../shared/cubicasa/index.ts';
import { rehearseCall } from './rehearse-call.ts';
import { showAnswer } from './show-answer.ts';

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
  /** With its parameters. */
  readonly path: string;
  readonly certainty: string;
  /** Null where nothing was sent. */
  readonly status: number | null;
  readonly body: unknown;
  readonly note?: string;
}

/** @throws TypeError naming the operations there are. */
export function requireOperation(name: string): OperationId {
  const known = Object.keys(operations).find((operation): operation is OperationId => operation === name);
  if (known === undefined)
    throw new TypeError(`there is no operation ${name}; there are ${Object.keys(operations).join(', ')}`);
  return known;
}

/**
 * Calls one operation of the table, once; a write only when told to, though it is checked in any case.
 * @param tokens what is never shown of an answer.
 */
export async function callApi(
  client: Pick<CubiCasaClient, 'callOperation'>,
  call: ApiCall,
  tokens: readonly string[] = [],
): Promise<ApiAnswer> {
  const { operation, params, query, body, allowUnverified } = call;
  const { method, certainty } = operations[operation];
  const path = await rehearseCall(operation, { params, query, body }, allowUnverified);
  const about = { operation, method, path, certainty };
  if (method !== 'GET' && !call.execute) {
    return { ...about, status: null, body: showAnswer(body ?? null, tokens), note: 'nothing was sent: --yes sends it' };
  }
  const answer = await client.callOperation(operation, { params, query, body }, { allowUnverified });
  return { ...about, status: answer.status, body: showAnswer(answer.body, tokens) };
}
