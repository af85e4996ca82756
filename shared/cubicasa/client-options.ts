import type { OnDrift } from './drift.ts';
import { createLimiter, type Limiter } from './limiter.ts';
import { type OperationId, operations, type PathOverrides } from './operations.ts';
import { type Sleep, sleepFor } from './sleep.ts';
import type { Transport } from './transport.ts';
import { createUndiciTransport } from './undici-transport.ts';

/** The only environment that CubiCasa's pages name (CONTRACT 1.1). */
export const PRODUCTION_URL = 'https://app.cubi.casa/api/integrate/v3';

/** What a client is made of; only `apiKey` has no default. Times in milliseconds. */
export interface ClientOptions {
  /** From the web application's company settings, Developers tab. */
  readonly apiKey: string;
  readonly baseUrl?: string | undefined;
  /** Paths found out on a real account, by operation. */
  readonly paths?: PathOverrides | undefined;
  /** Calls operations whose path is a placeholder instead of throwing UnverifiedOperationError. */
  readonly allowUnverified?: boolean | undefined;
  /** Told of every response that differs from what is known; never fails a call. */
  readonly onDrift?: OnDrift | undefined;
  /** Calls in flight at once, in this process. 4 unless told. */
  readonly concurrency?: number | undefined;
  /** In this process. 10 unless told; `Infinity` for no limit. */
  readonly requestsPerSecond?: number | undefined;
  /** A whole call, its waits and repeats included. 90,000 unless told. */
  readonly timeoutMs?: number | undefined;
  /** One attempt. 30,000 unless told. */
  readonly attemptTimeoutMs?: number | undefined;
  /** What is left for everything, e.g. `() => context.getRemainingTimeInMillis() - 2000`; asked at each call. */
  readonly remainingMs?: (() => number) | undefined;
  readonly transport?: Transport | undefined;
  readonly now?: (() => number) | undefined;
  readonly random?: (() => number) | undefined;
  readonly sleep?: Sleep | undefined;
}

/** What every method takes last. */
export interface CallOptions {
  /** A read rejects with its reason; a write that was already sent with AmbiguousOutcomeError. */
  readonly signal?: AbortSignal | undefined;
  /** The whole call, its waits and repeats included; of a list that is read to its end, each page. */
  readonly timeoutMs?: number | undefined;
  /** Calls this operation although its path is a placeholder or its body is not known. */
  readonly allowUnverified?: boolean | undefined;
}

/** The options with every default in place, and what they make. */
export interface Connection {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly paths: PathOverrides;
  readonly allowUnverified: boolean;
  readonly onDrift: OnDrift | undefined;
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly remainingMs: () => number;
  readonly limiter: Limiter;
  readonly transport: Transport;
  readonly close: () => Promise<void>;
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: Sleep;
}

const HEADER_VALUE = /^[\x21-\x7e]+$/;

/** @throws TypeError on an unusable key, base URL, path or limit; the message holds neither key nor address. */
export function connect(options: ClientOptions): Connection {
  const { apiKey, now = Date.now, random = Math.random, sleep = sleepFor } = options;
  const { concurrency = 4, requestsPerSecond = 10, timeoutMs = 90_000, attemptTimeoutMs = 30_000 } = options;
  if (!HEADER_VALUE.test(apiKey)) throw new TypeError('apiKey is empty or holds a character that no header may hold');
  refuseNothing({ concurrency, requestsPerSecond, timeoutMs, attemptTimeoutMs });
  const wire = options.transport ?? createUndiciTransport({ connections: concurrency, now });
  return {
    apiKey,
    baseUrl: parseBaseUrl(options.baseUrl ?? PRODUCTION_URL),
    paths: parsePaths(options.paths ?? {}),
    allowUnverified: options.allowUnverified ?? false,
    onDrift: options.onDrift,
    timeoutMs,
    attemptTimeoutMs,
    remainingMs: options.remainingMs ?? (() => Number.POSITIVE_INFINITY),
    limiter: createLimiter({ concurrency, requestsPerSecond, now, sleep }),
    transport: typeof wire === 'function' ? wire : wire.send,
    close: typeof wire === 'function' ? async () => {} : wire.close,
    now,
    random,
    sleep,
  };
}

/** Under a limit of nothing a call would wait for ever. */
function refuseNothing(limits: Readonly<Record<string, number>>): void {
  for (const [name, limit] of Object.entries(limits)) if (!(limit > 0)) throw new TypeError(`${name} must be above 0`);
}

/** An override may name another place below the base URL, with parameters of the path that it replaces. */
function parsePaths(paths: PathOverrides): PathOverrides {
  for (const [id, path] of Object.entries(paths)) {
    if (!Object.hasOwn(operations, id)) throw new TypeError(`paths.${id} is no operation`);
    if (!/^\/[^/\s?#][^\s?#]*$/.test(path)) throw new TypeError(`paths.${id} must start with one slash`);
    const known = operations[id as OperationId].path;
    const strange = path.match(/\{\w+\}/g)?.find((name) => !known.includes(name));
    if (strange) throw new TypeError(`paths.${id} has no parameter ${strange}`);
  }
  return paths;
}

function parseBaseUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const usable = url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '';
  if (!usable) throw new TypeError('baseUrl must be an http or https address without user, password or query');
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
