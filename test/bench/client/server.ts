import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sampleOrder } from './sample-order.ts';

/** Answers every call with one order; a process of its own, so that it shares no thread with what is measured. */
const body = Buffer.from(JSON.stringify(sampleOrder));
const headers = { 'content-type': 'application/json', 'content-length': body.length };

const server = createServer((_, reply) => reply.writeHead(200, headers).end(body));
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port, bytes: body.length })}\n`);
});
process.once('disconnect', () => process.exit());
