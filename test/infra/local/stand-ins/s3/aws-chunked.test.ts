import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsChunkedDecoder } from '../../../../../infra/local/stand-ins/s3/aws-chunked.ts';

function encode(chunks: readonly Uint8Array[], trailer: string): Buffer {
  const framed = chunks
    .filter((chunk) => chunk.length > 0)
    .flatMap((chunk) => [
      Buffer.from(`${chunk.length.toString(16)};chunk-signature=0\r\n`),
      Buffer.from(chunk),
      Buffer.from('\r\n'),
    ]);
  return Buffer.concat([...framed, Buffer.from(`0\r\n${trailer}\r\n\r\n`)]);
}

async function decode(parts: readonly Buffer[]) {
  const decoder = new AwsChunkedDecoder();
  const body = await buffer(Readable.from(parts).pipe(decoder));
  return { body, trailers: decoder.trailers };
}

test('a body is the same however the network cuts its frames', async () => {
  const bodies = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(bodies, fc.integer({ min: 1, max: 30 }), async (chunks, cut) => {
      const encoded = encode(chunks, 'x-amz-checksum-crc32:AAAAAA==');
      const parts = Array.from({ length: Math.ceil(encoded.length / cut) }, (_, at) =>
        encoded.subarray(at * cut, (at + 1) * cut),
      );
      const { body, trailers } = await decode(parts);
      expect(body).toEqual(Buffer.concat(chunks));
      expect(trailers.get('x-amz-checksum-crc32')).toBe('AAAAAA==');
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['that ends early', '5\r\nabc'],
  ['without its last chunk', '3\r\nabc\r\n'],
  ['whose chunk has no size', 'zz\r\nabc\r\n'],
])('a body %s is refused', async (_, text) => {
  await expect(decode([Buffer.from(text)])).rejects.toThrow();
});
