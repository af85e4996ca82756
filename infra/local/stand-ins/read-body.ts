import type { IncomingMessage } from 'node:http';
import { AwsError } from './aws-error.ts';

const MAX_BYTES = 16 * 1024 * 1024;

/** The whole body of a request that is known to be small. @throws AwsError above 16 MiB */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new AwsError('RequestEntityTooLargeException', 'the request is too large', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
