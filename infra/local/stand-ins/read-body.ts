import type { IncomingMessage } from 'node:http';
import { AwsError } from './aws-error.ts';

const MAX_BYTES = 16 * 1024 * 1024;

const bodies = new WeakMap<IncomingMessage, Promise<Buffer>>();

/** The whole body of a request that is known to be small, for each who asks. @throws AwsError above 16 MiB */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  const body = bodies.get(request) ?? collect(request);
  bodies.set(request, body);
  return body;
}

async function collect(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new AwsError('RequestEntityTooLargeException', 'the request is too large', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
