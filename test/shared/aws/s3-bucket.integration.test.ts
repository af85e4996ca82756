import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StandIn } from '../../../infra/local/stand-ins/json-service.ts';
import { startS3 } from '../../../infra/local/stand-ins/s3/s3.ts';
import { createS3Client } from '../../../shared/aws/clients.ts';
import { createS3Bucket } from '../../../shared/aws/s3-bucket.ts';
import { sdkOptions } from '../../infra/local/stand-ins/sdk-options.ts';
import { describeBucket } from '../storage/bucket-contract.ts';

let s3: StandIn;
let root: string;
let made = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'relay-s3-'));
  s3 = await startS3({ root });
});
afterAll(async () => {
  await s3.close();
  await rm(root, { recursive: true });
});

async function createBucket() {
  made += 1;
  const client = createS3Client(sdkOptions(s3.url));
  await client.send(new CreateBucketCommand({ Bucket: `bucket-${made}` }));
  return createS3Bucket(client, `bucket-${made}`);
}

describeBucket('the bucket in S3', createBucket);

test('goes on over pages of a thousand keys', async () => {
  const bucket = await createBucket();
  const keys = Array.from({ length: 1_005 }, (_, number) => `k/${String(number).padStart(5, '0')}`);
  for (let at = 0; at < keys.length; at += 50) {
    await Promise.all(keys.slice(at, at + 50).map((key) => bucket.put(key, 'x')));
  }
  const first = await bucket.list('k/');
  expect(first.keys).toHaveLength(1_000);
  const second = await bucket.list('k/', first.next);
  expect([...first.keys, ...second.keys]).toEqual(keys);
  expect(second.next).toBeUndefined();
});

test('S3 away is an error, not an absence', async () => {
  const bucket = await createBucket();
  s3.setFault({ kind: 'unavailable' } as Parameters<StandIn['setFault']>[0]);
  await expect(bucket.get('a')).rejects.toThrow();
  s3.setFault(undefined);
});
