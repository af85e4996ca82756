import { type Transport, TransportError, type TransportResponse } from '../../shared/cubicasa/transport.ts';
import type { SimulatedReply } from './api/exchange.ts';
import { handleRequest } from './api/handle-request.ts';
import type { Company } from './company/company.ts';

export interface SimulatorTransportOptions {
  readonly company: Company;
  /** What stands before the operation's path in the client's base URL. */
  readonly baseUrl: string;
  /** Lets simulated time pass, e.g. before a late answer. Nothing waits when left out. */
  readonly wait?: (ms: number) => Promise<void>;
}

/** The client's transport straight into a company: no sockets, no real time. */
export function createSimulatorTransport({ company, baseUrl, wait }: SimulatorTransportOptions): Transport {
  return async ({ method, url, headers, body, timeoutMs }) => {
    const [path = '', query = ''] = url.slice(baseUrl.length).split('?', 2);
    const reply = handleRequest(company, { method, path, query: new URLSearchParams(query), headers, body });
    await wait?.(reply.connection === 'hung' ? timeoutMs : Math.min(reply.delayMs, timeoutMs));
    return toResponse(reply, timeoutMs);
  };
}

function toResponse(reply: SimulatedReply, timeoutMs: number): TransportResponse {
  if (reply.connection === 'hung' || reply.delayMs > timeoutMs) throw new TransportError('timeout', true);
  if (reply.connection !== 'answered') throw new TransportError('reset', true);
  return { status: reply.status, headers: reply.headers, body: reply.body };
}
