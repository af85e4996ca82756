import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, ListMultipartUploadsCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFileStore } from '../../../functions/asset-archive/file-store.ts';
import type { StandIn } from '../../../infra/local/stand-ins/json-service.ts';
import { startS3 } from '../../../infra/local/stand-ins/s3/s3.ts';
import { createS3Client } from '../../../shared/aws/clients.ts';
import { sdkOptions } from '../../infra/local/stand-ins/sdk-options.ts';

const MEBIBYTE = 1024 * 1024;

let s3: StandIn;
let root: string;
let client: S3Client;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'relay-archive-'));
  s3 = await startS3({ root });
  client = createS3Client({ ...sdkOptions(s3.url), requestTimeoutMs: 60_000 });
  await client.send(new CreateBucketCommand({ Bucket: 'archive' }));
});
afterAll(async () => {
  await s3.close();
  await rm(root, { recursive: true });
});

async function* pieces(count: number, bytes: number): AsyncGenerator<Buffer> {
  for (let piece = 0; piece < count; piece += 1) yield Buffer.alloc(bytes, piece % 251);
}

async function digest(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

test.each([
  ['small', 3, 1_000],
  ['of many parts', 41, MEBIBYTE],
])('a file that is %s comes back byte for byte, with its type and what its source said', async (name, count, bytes) => {
  const store = createFileStore(client, 'archive');
  const key = `default/Mäki 1/${name}.png`;
  const etag = await store.put(key, pieces(count, bytes), 'image/png', '"v1-ä"');
  const { Body, ContentType } = await client.send(new GetObjectCommand({ Bucket: 'archive', Key: key }));
  expect(ContentType).toBe('image/png');
  expect(await digest(Body as unknown as AsyncIterable<Uint8Array>)).toBe(await digest(pieces(count, bytes)));
  expect(await store.head(key)).toEqual({ validator: '"v1-ä"', size: count * bytes, etag });
  expect(await store.put(key, pieces(count, bytes - 1), 'image/png', '"v1-ä"')).not.toBe(etag);
});

test('nothing lies where nothing was stored', async () => {
  expect(await createFileStore(client, 'archive').head('default/none.png')).toBeUndefined();
});

test.each([
  ['at once', 1],
  ['after some parts', 20],
])('a stream that breaks off %s leaves neither a file nor parts', async (name, count) => {
  async function* breaking(): AsyncGenerator<Buffer> {
    yield* pieces(count, MEBIBYTE);
    throw new Error('the host hung up');
  }
  const store = createFileStore(client, 'archive');
  await expect(store.put(`broken/${name}.png`, breaking(), 'image/png', null)).rejects.toThrow('the host hung up');
  expect(await store.head(`broken/${name}.png`)).toBeUndefined();
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: 'archive' }));
  expect(Uploads).toEqual([]);
});
