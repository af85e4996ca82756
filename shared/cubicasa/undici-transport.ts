import type { Dispatcher, Pool } from 'undici';
import { type Transport, TransportError, type TransportRequest, type TransportResponse } from './transport.ts';
import { Exchange } from './undici-exchange.ts';

/** A Lambda may freeze between two requests; after this long a kept connection is taken for dead and not used again. */
const STALE_AFTER_MS = 4000;
const CONNECT_TIMEOUT_MS = 10_000;

export interface UndiciTransportOptions {
  /** Connections per origin. */
  readonly connections: number;
  readonly now: () => number;
}

export interface ClosableTransport {
  readonly send: Transport;
  /** Ends every connection for good: requests in flight fail, and so does every later one. */
  readonly close: () => Promise<void>;
}

interface OpenPool {
  readonly pool: Pool;
  usedAt: number;
  inFlight: number;
}

/** Keep-alive connections by origin over undici's pool, which is loaded on the first request. */
export function createUndiciTransport({ connections, now }: UndiciTransportOptions): ClosableTransport {
  const pools = new Map<string, OpenPool>();
  let closed = false;

  async function openPool(origin: string): Promise<OpenPool> {
    const { Pool } = await import('undici');
    if (closed) throw new TransportError('aborted', false);
    // Another request may have opened it meanwhile.
    const known = pools.get(origin);
    if (known !== undefined) return known;
    const most = Number.isFinite(connections) ? connections : null;
    const open = {
      pool: new Pool(origin, { connections: most, connectTimeout: CONNECT_TIMEOUT_MS }),
      usedAt: now(),
      inFlight: 0,
    };
    pools.set(origin, open);
    return open;
  }

  function freshPool(origin: string): OpenPool | undefined {
    const open = pools.get(origin);
    if (open === undefined || open.inFlight > 0 || now() - open.usedAt < STALE_AFTER_MS) return open;
    drop(origin, open);
    return undefined;
  }

  function drop(origin: string, open: OpenPool): void {
    if (pools.get(origin) === open) pools.delete(origin);
    void open.pool.destroy();
  }

  async function send(request: TransportRequest): Promise<TransportResponse> {
    const origin = originOf(request.url);
    const open = freshPool(origin) ?? (await openPool(origin));
    open.inFlight += 1;
    try {
      return await dispatch(open.pool, request, origin);
    } catch (error) {
      if (gaveUpConnecting(error) && open.inFlight === 1) drop(origin, open);
      throw error;
    } finally {
      open.inFlight -= 1;
      open.usedAt = now();
    }
  }

  async function close(): Promise<void> {
    closed = true;
    const open = [...pools.values()];
    pools.clear();
    await Promise.all(open.map(({ pool }) => pool.destroy()));
  }

  return { send, close };
}

/** The pool would go on connecting for a request that nobody waits for. */
function gaveUpConnecting(error: unknown): boolean {
  return error instanceof TransportError && !error.sent && error.failure !== 'connect';
}

/** Of an absolute address that has a path, as every request's has. */
function originOf(url: string): string {
  return url.slice(0, url.indexOf('/', url.indexOf('//') + 2));
}

function dispatch(pool: Pool, request: TransportRequest, origin: string): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const exchange = new Exchange(request, resolve, reject);
    if (exchange.settled) return;
    pool.dispatch(toDispatchOptions(request, origin), exchange);
  });
}

function toDispatchOptions(
  { method, url, headers, body }: TransportRequest,
  origin: string,
): Dispatcher.DispatchOptions {
  return {
    method,
    path: url.slice(origin.length),
    headers: headers as Record<string, string>,
    body: body ?? null,
    headersTimeout: 0,
    bodyTimeout: 0,
  };
}
