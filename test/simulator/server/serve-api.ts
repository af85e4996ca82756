import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SimulatedReply, SimulatedRequest } from '../api/exchange.ts';
import { handleRequest } from '../api/handle-request.ts';
import { empty, json } from '../api/replies.ts';
import { companyOfAsset, serveAsset } from '../assets/serve-asset.ts';
import type { Platform } from '../company/platform.ts';
import { type Cockpit, handleControl } from '../control/handle-control.ts';
import { readBody } from './read-body.ts';
import { writeReply } from './write-reply.ts';

export const API_BASE = '/api/integrate/v3';
export const CONTROL_BASE = '/_simulator';

export type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** @param afterwards runs when the call took effect, before it is answered. */
export function createApiServer(cockpit: Cockpit, afterwards: () => void): Serve {
  return async (incoming, response) => {
    const body = await readBody(incoming);
    const { pathname, searchParams: query } = urlOf(incoming);
    const method = incoming.method ?? 'GET';
    const headers = headersOf(incoming);
    const reply = pathname.startsWith(`${API_BASE}/`)
      ? callApi(cockpit.platform, { method, path: pathname.slice(API_BASE.length), query, headers, body })
      : pathname.startsWith(`${CONTROL_BASE}/`)
        ? callControl(cockpit, { method, path: pathname.slice(CONTROL_BASE.length), query, headers, body })
        : empty(404);
    afterwards();
    await answer(response, reply);
  };
}

export function createAssetServer(platform: Platform): Serve {
  return async (incoming, response) => {
    const { pathname: path, searchParams: query } = urlOf(incoming);
    const company = platform.byId(companyOfAsset(path)) ?? platform.main;
    const request = { method: incoming.method ?? 'GET', path, query, headers: headersOf(incoming) };
    await answer(response, serveAsset(company, request));
  };
}

function callApi(platform: Platform, request: SimulatedRequest): SimulatedReply {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return handleRequest(platform.byKey(request.headers['api-key'] ?? bearer), request);
}

function callControl(cockpit: Cockpit, { method, path, query, body }: SimulatedRequest): SimulatedReply {
  try {
    const parsed: unknown = body === undefined ? undefined : JSON.parse(body);
    const { status, value } = handleControl(cockpit, { method, path, query, body: parsed });
    return json(value, status);
  } catch (error) {
    if (error instanceof SyntaxError) return json({ error: 'the body is not JSON' }, 400);
    throw error;
  }
}

async function answer(response: ServerResponse, reply: SimulatedReply): Promise<void> {
  if (reply.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, reply.delayMs).unref());
  writeReply(response, reply);
}

function urlOf(incoming: IncomingMessage): URL {
  return new URL(incoming.url ?? '/', 'http://127.0.0.1');
}

function headersOf({ headers }: IncomingMessage): SimulatedRequest['headers'] {
  return headers as Record<string, string | undefined>;
}
