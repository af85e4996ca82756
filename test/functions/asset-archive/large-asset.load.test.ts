import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StandIn } from '../../../infra/local/stand-ins/json-service.ts';
import { startS3 } from '../../../infra/local/stand-ins/s3/s3.ts';
import { createS3Client } from '../../../shared/aws/clients.ts';
import { sdkOptions } from '../../infra/local/stand-ins/sdk-options.ts';

const PIECE = Buffer.alloc(1024 * 1024, 'frame');
const PIECES = 2_048;
const HEAD = Buffer.from('\0\0\0\u0018ftypmp42');
const SCRIPT = fileURLToPath(new URL('archive-one-asset.ts', import.meta.url));

function* video(): Generator<Buffer> {
  yield HEAD;
  for (let piece = 0; piece < PIECES; piece += 1) yield PIECE;
}

let s3: StandIn;
let root: string;
let host: Server;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'relay-large-'));
  s3 = await startS3({ root });
  await createS3Client(sdkOptions(s3.url)).send(new CreateBucketCommand({ Bucket: 'archive' }));
  host = createServer((_, response) => {
    response.writeHead(200, { 'content-length': HEAD.byteLength + PIECES * PIECE.byteLength, etag: '"v1"' });
    pipeline(Readable.from(video()), response).catch(() => response.destroy());
  });
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
});
afterAll(async () => {
  host.closeAllConnections();
  host.close();
  await s3.close();
  await rm(root, { recursive: true });
});

test('an asset of 2 GB is archived whole within the memory of a 256 MB function', async () => {
  const { port } = host.address() as AddressInfo;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--max-old-space-size=192',
    SCRIPT,
    `http://127.0.0.1:${port}/tour.mp4`,
    s3.url,
  ]);
  const { result, maxRssMiB } = JSON.parse(stdout) as {
    result: { kind: string; file: { size: number; sha256: string } };
    maxRssMiB: number;
  };
  const digest = createHash('sha256');
  for (const chunk of video()) digest.update(chunk);
  expect(result).toMatchObject({
    kind: 'archived',
    file: { size: HEAD.byteLength + PIECES * PIECE.byteLength, sha256: digest.digest('hex') },
  });
  expect(maxRssMiB).toBeLessThan(256);
});
