import type { HttpMethod } from './operations.ts';

/** One attempt as it goes over the wire, its key in the `api-key` header: log none of it. */
export interface TransportRequest {
  readonly method: HttpMethod;
  /** Absolute, without fragment. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** From now until the whole body is there. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** A complete answer of any status. */
export interface TransportResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array | string;
}

/**
 * One attempt over the wire. Redirects are answers, never followed, so a key never reaches another host.
 * @throws TransportError when there is no complete answer.
 */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** Why there is no complete answer. */
export type TransportFailure = 'connect' | 'reset' | 'timeout' | 'aborted' | 'too-large' | 'protocol';

/** No complete answer. `sent` is false only where no byte of the request can have reached CubiCasa. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly failure: TransportFailure;
  readonly sent: boolean;

  constructor(failure: TransportFailure, sent: boolean, cause?: unknown) {
    super(`no answer: ${failure}`, { cause });
    this.failure = failure;
    this.sent = sent;
  }
}

/** A header's first value. */
export function headerOf(response: Pick<TransportResponse, 'headers'>, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

export function bodyText({ body }: Pick<TransportResponse, 'body'>): string {
  return typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
}
