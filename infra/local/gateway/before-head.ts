import type { ServerResponse } from 'node:http';

/** Lets a check see an answer's status before it is written; what it throws reaches whoever writes. */
export function beforeHead(response: ServerResponse, check: (status: number) => void): void {
  response.writeHead = new Proxy(response.writeHead, {
    apply(writeHead, self, given: Parameters<ServerResponse['writeHead']>) {
      check(given[0]);
      return Reflect.apply(writeHead, self, given);
    },
  });
}
