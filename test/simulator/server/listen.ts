import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The port is somebody else's. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
}

export interface Listener {
  readonly port: number;
  /** Ends every connection, hung ones included. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 alone. @param port 0 for any. @throws PortInUseError */
export async function listen(
  port: number,
  serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Listener> {
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await bind(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(`port ${port} is in use`) : error),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}
