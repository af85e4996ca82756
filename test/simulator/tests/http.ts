import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Simulator } from '../start-simulator.ts';

/** A receiver of webhooks that answers as told. */
export interface Receiver {
  readonly url: string;
  readonly bodies: readonly Record<string, unknown>[];
  close(): Promise<void>;
}

/** @param statusOf answer to the n-th call, from 1; 0 never answers. */
export async function startReceiver(statusOf: (call: number) => number = () => 200): Promise<Receiver> {
  const bodies: Record<string, unknown>[] = [];
  const server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const status = statusOf(bodies.push(JSON.parse(text)));
      if (status !== 0) response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/secret`,
    bodies,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A call of the control address. @throws Error with the answer unless it is 200. */
export async function control<T = Record<string, unknown>>(
  { controlUrl }: Pick<Simulator, 'controlUrl'>,
  line: string,
  body?: unknown,
): Promise<T> {
  const [method = 'GET', path = ''] = line.split(' ');
  const response = await fetch(controlUrl + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text) as T;
}

export async function callApi(
  { url, apiKey }: Pick<Simulator, 'url' | 'apiKey'>,
  line: string,
  body?: unknown,
): Promise<Response> {
  const [method = 'GET', path = ''] = line.split(' ');
  return fetch(url + path, {
    method,
    headers: { 'api-key': apiKey },
    signal: AbortSignal.timeout(5_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
