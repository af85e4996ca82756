import type { Dispatcher } from 'undici';
import { TransportError, type TransportFailure, type TransportRequest, type TransportResponse } from './transport.ts';

const BODY_LIMIT_BYTES = 64 * 1024 * 1024;

type Headers = TransportResponse['headers'];

/** One request on the wire, collected into one response. Time limit and abort end it at once, wherever it stands. */
export class Exchange implements Dispatcher.DispatchHandler {
  settled = false;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: Headers = {};
  #chunks: Buffer[] = [];
  #size = 0;
  readonly #request: TransportRequest;
  readonly #resolve: (response: TransportResponse) => void;
  readonly #reject: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #onAbort = (): void => this.#end('aborted', this.#request.signal?.reason);

  constructor(
    request: TransportRequest,
    resolve: (response: TransportResponse) => void,
    reject: (error: unknown) => void,
  ) {
    this.#request = request;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.#end('timeout'), request.timeoutMs);
    if (request.signal?.aborted) this.#onAbort();
    else request.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.settled) controller.abort(new TransportError('aborted', false));
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Headers): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size > BODY_LIMIT_BYTES) this.#end('too-large');
  }

  onResponseEnd(): void {
    if (!this.#settle()) return;
    const [first] = this.#chunks;
    const body = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks, this.#size);
    this.#resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    const failure = failureOf(error, this.#controller !== undefined);
    this.#end(failure, failure === 'protocol' ? undefined : error);
  }

  #end(failure: TransportFailure, cause?: unknown): void {
    if (!this.#settle()) return;
    const error = new TransportError(failure, this.#controller !== undefined, cause);
    this.#controller?.abort(error);
    this.#reject(error);
  }

  #settle(): boolean {
    if (this.settled) return false;
    this.settled = true;
    clearTimeout(this.#timer);
    this.#request.signal?.removeEventListener('abort', this.#onAbort);
    return true;
  }
}

/** A parser's error holds what came over the wire, so it is not passed on as a cause. */
function failureOf(error: Error, sent: boolean): TransportFailure {
  if (!sent) return 'connect';
  return error.name === 'HTTPParserError' ? 'protocol' : 'reset';
}
