import type { ServerResponse } from 'node:http';
import type { SimulatedReply } from '../api/exchange.ts';

/** Puts a reply on the wire, broken connections included. A hung one is left open until somebody closes it. */
export function writeReply(response: ServerResponse, reply: SimulatedReply): void {
  switch (reply.connection) {
    case 'hung':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'cut-off':
      cutOff(response, reply);
      return;
    case 'answered':
      response.writeHead(reply.status, withLength(reply)).end(reply.body);
  }
}

/** Half of the body that the head promises, and the end of the connection. */
function cutOff(response: ServerResponse, reply: SimulatedReply): void {
  response.writeHead(reply.status, withLength(reply));
  response.write(reply.body.slice(0, Math.floor(reply.body.length / 2)), () => response.socket?.destroy());
}

function withLength({ headers, body }: SimulatedReply): Record<string, string | number> {
  return { ...headers, 'content-length': Buffer.byteLength(body) };
}
