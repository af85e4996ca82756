import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsError } from '../aws-error.ts';
import { AwsChunkedDecoder } from './aws-chunked.ts';
import { type Checksum, startChecksum, verifyChecksum } from './checksum.ts';

/** A body that lies whole and verified in a file of its own, not yet part of any object. */
export interface Upload {
  readonly file: string;
  /** bytes */
  readonly size: number;
  /** hex */
  readonly md5: string;
  readonly checksum?: Checksum | undefined;
}

/**
 * Streams a request's body into a new file in constant memory and verifies length and checksums.
 * @throws AwsError BadDigest or IncompleteBody; nothing is left behind then, nor when the client hangs up
 */
export async function receiveUpload(request: IncomingMessage, directory: string): Promise<Upload> {
  const file = join(directory, randomUUID());
  const chunked = isChunked(request.headers) ? new AwsChunkedDecoder() : undefined;
  const meter = createMeter(checksumHeader(request.headers));
  try {
    await pipeline(request, chunked ?? new PassThrough(), meter.stream, createWriteStream(file));
    const checksum = sentChecksum(request.headers, chunked?.trailers);
    verify(request.headers, meter, checksum);
    return { file, size: meter.size(), md5: meter.md5(), checksum };
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

interface Meter {
  readonly stream: Transform;
  readonly size: () => number;
  readonly md5: () => string;
  readonly running: ReturnType<typeof startChecksum>;
}

function createMeter(checksum: string | undefined): Meter {
  const md5 = createHash('md5');
  const running = checksum === undefined ? undefined : startChecksum(checksum);
  let size = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      md5.update(chunk);
      running?.update(chunk);
      done(null, chunk);
    },
  });
  let digest: string | undefined;
  const md5Hex = () => {
    digest ??= md5.digest('hex');
    return digest;
  };
  return { stream, size: () => size, md5: md5Hex, running };
}

function verify(headers: IncomingHttpHeaders, meter: Meter, checksum: Checksum | undefined): void {
  const expected = headers['x-amz-decoded-content-length'];
  if (expected !== undefined && Number(expected) !== meter.size()) {
    throw new AwsError('IncompleteBody', 'The number of bytes differs from x-amz-decoded-content-length');
  }
  const contentMd5 = headers['content-md5'];
  if (contentMd5 !== undefined && Buffer.from(String(contentMd5), 'base64').toString('hex') !== meter.md5()) {
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  verifyChecksum(meter.running, checksum);
}

function isChunked(headers: IncomingHttpHeaders): boolean {
  return (
    String(headers['content-encoding'] ?? '').includes('aws-chunked') ||
    String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-')
  );
}

const CHECKSUM = /^x-amz-checksum-(?:crc32|crc32c|crc64nvme|sha1|sha256)$/;

/** The header of the checksum that comes with this body, before it or after it. */
function checksumHeader(headers: IncomingHttpHeaders): string | undefined {
  const announced = String(headers['x-amz-trailer'] ?? '').toLowerCase();
  return Object.keys(headers).find((name) => CHECKSUM.test(name)) ?? (CHECKSUM.test(announced) ? announced : undefined);
}

function sentChecksum(headers: IncomingHttpHeaders, trailers: Map<string, string> | undefined): Checksum | undefined {
  const header = checksumHeader(headers);
  const value = header === undefined ? undefined : (headers[header] ?? trailers?.get(header));
  return header === undefined || value === undefined ? undefined : { header, value: String(value) };
}
