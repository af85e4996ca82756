import type { OperationId } from './operations.ts';

export interface CubiCasaErrorOptions {
  /** The operation's id, or method and path of a raw request. */
  readonly operation: OperationId | (string & {});
  readonly status?: number | undefined;
  readonly cause?: unknown;
  /** CubiCasa's own words, shortened. It may hold an e-mail address: show it to the caller, keep it out of logs. */
  readonly detail?: string | undefined;
  /** From a response header, to quote to CubiCasa's support. */
  readonly requestId?: string | undefined;
}

/** Everything the client throws but the caller's own abort reason. The message names operation and status only. */
export class CubiCasaError extends Error {
  override readonly name: string = 'CubiCasaError';
  readonly operation: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /** Not enumerable, so that no logger writes it out by itself. */
  declare readonly detail: string | undefined;

  constructor(summary: string, options: CubiCasaErrorOptions) {
    super(`${options.operation}: ${summary}`, { cause: options.cause });
    this.operation = options.operation;
    this.status = options.status;
    this.requestId = options.requestId;
    Object.defineProperty(this, 'detail', { value: options.detail, enumerable: false });
  }
}

/** 401 or 403: the key is wrong or may not do this. Repeating changes nothing; fix the credentials. */
export class RefusedError extends CubiCasaError {
  override readonly name = 'RefusedError';
}

/** One field that was refused: `path` into the body, query or path (`body_params.street`), and why. */
export interface Violation {
  readonly path: string;
  readonly text: string;
}

/** 400, or refused here before sending: do not send the same again. All violations come at once. */
export class InvalidInputError extends CubiCasaError {
  override readonly name = 'InvalidInputError';
  readonly violations: readonly Violation[];

  constructor(summary: string, options: CubiCasaErrorOptions & { readonly violations: readonly Violation[] }) {
    super(summary, options);
    this.violations = options.violations;
  }
}

/** 404: not there, or another company's. */
export class NotFoundError extends CubiCasaError {
  override readonly name = 'NotFoundError';
}

/** 409: it exists already, or is in no state for this. */
export class ConflictError extends CubiCasaError {
  override readonly name = 'ConflictError';
}

/** `throttled` is a 429; everything else that may work later is `unavailable`. */
export type UpstreamReason = 'throttled' | 'unavailable';

/** 408, 429, 5xx of a read, no answer, or an answer nobody can read: maybe later. Reads were already repeated. */
export class UpstreamError extends CubiCasaError {
  override readonly name = 'UpstreamError';
  readonly reason: UpstreamReason;
  /** What `Retry-After` asked for, where it did. */
  readonly retryAfterMs: number | undefined;

  constructor(
    summary: string,
    options: CubiCasaErrorOptions & { readonly reason: UpstreamReason; readonly retryAfterMs?: number | undefined },
  ) {
    super(summary, options);
    this.reason = options.reason;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** What a look at CubiCasa says about a write: done (with what it made), not seen, or nothing that could tell. */
export type Resolution<T = unknown> =
  | { readonly outcome: 'done'; readonly value: T }
  | { readonly outcome: 'not-done' }
  | { readonly outcome: 'unknown' };

/** A write was sent and nobody knows whether it took effect. Look (`resolve`) before you repeat. */
export class AmbiguousOutcomeError extends CubiCasaError {
  override readonly name = 'AmbiguousOutcomeError';
  /** Reads only. Reads may lag behind writes by minutes, so `not-done` is worth a second look. */
  readonly resolve: () => Promise<Resolution>;

  constructor(summary: string, options: CubiCasaErrorOptions & { readonly resolve?: () => Promise<Resolution> }) {
    super(summary, options);
    this.resolve = options.resolve ?? (async () => ({ outcome: 'unknown' }));
  }
}

/** The operation's path is a placeholder: pass `allowUnverified` or override its path once it is known. */
export class UnverifiedOperationError extends CubiCasaError {
  override readonly name = 'UnverifiedOperationError';
}
