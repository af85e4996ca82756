import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RunningServer {
  /** e.g. `http://127.0.0.1:41234`, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** What it does with a request, for callers in this process. */
  readonly handle: HttpHandler;
  /** Ends open connections too, so that it never waits for a client. */
  close(): Promise<void>;
}

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Serves on 127.0.0.1 alone; port 0 takes a free one. What the handler throws becomes a bare 500. */
export async function startLoopbackServer(handle: HttpHandler, port = 0): Promise<RunningServer> {
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 65_000 }, (request, response) => {
    request.on('error', () => response.destroy());
    handle(request, response).catch(() => abandon(response));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}`,
    port: taken,
    handle,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function abandon(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(500).end();
}
