import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StandIn } from '../../../../../infra/local/stand-ins/json-service.ts';
import { startS3 } from '../../../../../infra/local/stand-ins/s3/s3.ts';
import { sdkOptions } from '../sdk-options.ts';

const MIB = 1024 * 1024;
const Bucket = 'revisions';
let root: string;
let standIn: StandIn;
let client: S3Client;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 's3-stand-in-'));
  standIn = await startS3({ root });
  client = new S3Client({ ...sdkOptions(standIn.url), maxAttempts: 1 });
  await client.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  client.destroy();
  await standIn.close();
  await rm(root, { recursive: true });
});

const put = (Key: string, Body: string, conditions: { IfNoneMatch?: string; IfMatch?: string } = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ...conditions }));

async function get(Key: string, more: { Range?: string; VersionId?: string; IfMatch?: string } = {}) {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return Body?.transformToString();
}

async function versionedBucket(name: string): Promise<string> {
  await client.send(new CreateBucketCommand({ Bucket: name }));
  const VersioningConfiguration = { Status: 'Enabled' as const };
  await client.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration }));
  return name;
}

describe('an object', () => {
  test('is read back with its type and metadata, whatever its key holds', async () => {
    const Key = 'archive/Müller & Söhne/1 <a> "b"+c%20/☂.json';
    const object = { Bucket, Key, Body: '{"v":1}', ContentType: 'application/json', Metadata: { account: 'default' } };
    await client.send(new PutObjectCommand(object));
    const read = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(await read.Body?.transformToString()).toBe('{"v":1}');
    expect(read).toMatchObject({ ContentType: 'application/json', Metadata: { account: 'default' }, ContentLength: 7 });
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'archive/' }));
    expect(Contents?.map((content) => content.Key)).toEqual([Key]);
  });

  test('that is absent is NoSuchKey to a read and NotFound to a look', async () => {
    await expect(get('none')).rejects.toMatchObject({ name: 'NoSuchKey' });
    const head = client.send(new HeadObjectCommand({ Bucket, Key: 'none' }));
    await expect(head).rejects.toMatchObject({ name: 'NotFound' });
  });

  test('is looked at without its body', async () => {
    await put('looked-at', '12345');
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'looked-at' }));
    expect(head.ContentLength).toBe(5);
    expect(head.ETag).toBe('"827ccb0eea8a706c4c34a16891f84e7b"');
  });

  test('is written once, even by many writers at a time', async () => {
    const writes = Array.from({ length: 8 }, (_, writer) => put('once', `writer ${writer}`, { IfNoneMatch: '*' }));
    const results = await Promise.allSettled(writes);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(put('once', 'late', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect(await get('once')).toMatch(/^writer \d$/);
  });

  test('is replaced only where it is still the one that was read', async () => {
    const { ETag = '' } = await put('swapped', 'one');
    await put('swapped', 'two', { IfMatch: ETag });
    await expect(put('swapped', 'three', { IfMatch: ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put('never', 'x', { IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(get('swapped', { IfMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
    expect(await get('swapped')).toBe('two');
  });

  test.each([
    ['bytes=0-0', '0'],
    ['bytes=2-4', '234'],
    ['bytes=7-', '789'],
    ['bytes=-2', '89'],
    ['bytes=8-100', '89'],
  ])('is read in part by %s', async (Range, expected) => {
    await put('ranged', '0123456789');
    expect(await get('ranged', { Range })).toBe(expected);
  });

  test('has no bytes past its end', async () => {
    await put('ranged', '0123456789');
    await expect(get('ranged', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  test('of unknown length arrives chunked with a checksum after it', async () => {
    const Body = Readable.from([Buffer.alloc(200_000, 'a'), Buffer.alloc(3, 'b')]);
    const command = new PutObjectCommand({ Bucket, Key: 'streamed', Body, ContentLength: 200_003 });
    expect((await client.send(command)).ChecksumCRC32).toBeDefined();
    expect(await get('streamed', { Range: 'bytes=-5' })).toBe('aabbb');
  });

  test('is refused when its checksum does not match, and leaves nothing behind', async () => {
    const ChecksumSHA256 = Buffer.alloc(32).toString('base64');
    const command = new PutObjectCommand({ Bucket, Key: 'broken', Body: 'body', ChecksumSHA256 });
    await expect(client.send(command)).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(get('broken')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await readdir(join(root, Bucket, 'incoming'))).toEqual([]);
  });

  test('is not made when its sender hangs up halfway', async () => {
    const url = `${standIn.url}/${Bucket}/halfway`;
    const sender = request(url, { method: 'PUT', headers: { 'content-length': 10 * MIB } });
    const cut = new Promise((resolve) => sender.once('error', resolve));
    sender.write(Buffer.alloc(MIB));
    await expect.poll(() => readdir(join(root, Bucket, 'incoming'))).toHaveLength(1);
    sender.destroy(new Error('hung up'));
    await cut;
    await expect.poll(() => readdir(join(root, Bucket, 'incoming'))).toEqual([]);
    await expect(get('halfway')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('is copied and deleted', async () => {
    await put('source', 'copied');
    await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/source` }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'source' }));
    expect(await get('copy')).toBe('copied');
    await expect(get('source')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

describe('a listing', () => {
  test('comes in key order, page after page, folded at the delimiter', async () => {
    await client.send(new CreateBucketCommand({ Bucket: 'listed' }));
    for (const Key of ['a/1', 'a/2', 'b', 'c/1', 'd', 'é']) {
      await client.send(new PutObjectCommand({ Bucket: 'listed', Key, Body: 'x' }));
    }
    const list = (more: object) => client.send(new ListObjectsV2Command({ Bucket: 'listed', ...more }));
    const first = await list({ MaxKeys: 4 });
    const second = await list({ MaxKeys: 4, ContinuationToken: first.NextContinuationToken });
    const keys = [...(first.Contents ?? []), ...(second.Contents ?? [])].map(({ Key }) => Key);
    expect(keys).toEqual(['a/1', 'a/2', 'b', 'c/1', 'd', 'é']);
    expect(second.IsTruncated).toBe(false);
    expect((await list({ StartAfter: 'c/1' })).Contents?.map(({ Key }) => Key)).toEqual(['d', 'é']);
    const folded = await list({ Delimiter: '/' });
    expect(folded.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['a/', 'c/']);
    expect(folded.Contents?.map(({ Key }) => Key)).toEqual(['b', 'd', 'é']);
    expect((await list({ Prefix: 'none/' })).KeyCount).toBe(0);
  });
});

describe('versions', () => {
  test('are all kept, and a deletion hides them without removing them', async () => {
    const audit = await versionedBucket('audit');
    const write = (Body: string) => client.send(new PutObjectCommand({ Bucket: audit, Key: 'record', Body }));
    const { VersionId: first } = await write('one');
    await write('two');
    const marker = await client.send(new DeleteObjectCommand({ Bucket: audit, Key: 'record' }));
    expect(marker.DeleteMarker).toBe(true);
    const read = new GetObjectCommand({ Bucket: audit, Key: 'record' });
    await expect(client.send(read)).rejects.toMatchObject({ name: 'NoSuchKey' });
    const listed = await client.send(new ListObjectVersionsCommand({ Bucket: audit, MaxKeys: 2 }));
    expect([listed.DeleteMarkers?.length, listed.Versions?.length, listed.IsTruncated]).toEqual([1, 1, true]);
    const old = await client.send(new GetObjectCommand({ Bucket: audit, Key: 'record', VersionId: first }));
    expect(await old.Body?.transformToString()).toBe('one');
    await client.send(new DeleteObjectCommand({ Bucket: audit, Key: 'record', VersionId: marker.VersionId }));
    expect(await (await client.send(read)).Body?.transformToString()).toBe('two');
  });

  test('under a governance lock are not deleted without the bypass', async () => {
    const locked = await versionedBucket('locked');
    const DefaultRetention = { Mode: 'GOVERNANCE' as const, Days: 30 };
    const lock = { ObjectLockEnabled: 'Enabled' as const, Rule: { DefaultRetention } };
    await client.send(new PutObjectLockConfigurationCommand({ Bucket: locked, ObjectLockConfiguration: lock }));
    const { VersionId } = await client.send(new PutObjectCommand({ Bucket: locked, Key: 'kept', Body: 'x' }));
    const version = { Bucket: locked, Key: 'kept', VersionId };
    await expect(client.send(new DeleteObjectCommand(version))).rejects.toMatchObject({ name: 'AccessDenied' });
    await client.send(new DeleteObjectCommand({ ...version, BypassGovernanceRetention: true }));
    await expect(client.send(new GetObjectCommand(version))).rejects.toMatchObject({ name: 'NoSuchVersion' });
  });

  test('are off where nobody asked for them', async () => {
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    expect((await put('unversioned', 'x')).VersionId).toBeUndefined();
  });

  test('go with many keys at once', async () => {
    await put('many/a', 'x');
    await put('many/b', 'x');
    const Objects = [{ Key: 'many/a' }, { Key: 'many/b' }, { Key: 'many/none' }];
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toHaveLength(3);
    expect((await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'many/' }))).KeyCount).toBe(0);
  });
});

describe('a multipart upload', () => {
  test('streams a body of unknown length through the SDK', async () => {
    const Body = Readable.from(
      (function* () {
        for (let at = 0; at < 11; at += 1) yield Buffer.alloc(MIB, at);
      })(),
    );
    const result = await new Upload({ client, params: { Bucket, Key: 'large', Body }, partSize: 5 * MIB }).done();
    expect(result.ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
    const { Body: tail, ContentLength } = await client.send(
      new GetObjectCommand({ Bucket, Key: 'large', Range: 'bytes=-1' }),
    );
    expect([ContentLength, (await tail?.transformToByteArray())?.[0]]).toEqual([1, 10]);
    expect((await client.send(new HeadObjectCommand({ Bucket, Key: 'large' }))).ContentLength).toBe(11 * MIB);
  });

  test('is completed only where nothing stands yet, and can be aborted', async () => {
    await put('taken', 'first');
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'taken' }));
    const upload = { Bucket, Key: 'taken', UploadId };
    const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'second' }));
    expect((await client.send(new ListPartsCommand(upload))).Parts).toMatchObject([{ PartNumber: 1, ETag }]);
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    const complete = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload, IfNoneMatch: '*' });
    await expect(client.send(complete)).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await client.send(new AbortMultipartUploadCommand(upload));
    await expect(client.send(complete)).rejects.toMatchObject({ name: 'NoSuchUpload' });
    expect((await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toBeUndefined();
    expect(await get('taken')).toBe('first');
    expect(await readdir(join(root, Bucket, 'incoming'))).toEqual([]);
  });
});

describe('a bucket', () => {
  test('keeps the settings of a template', async () => {
    const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } };
    const ServerSideEncryptionConfiguration = { Rules: [rule] };
    await client.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    const PublicAccessBlockConfiguration = { BlockPublicAcls: true };
    await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    await client.send(new HeadBucketCommand({ Bucket }));
  });

  test('that does not exist takes nothing', async () => {
    const command = new PutObjectCommand({ Bucket: 'absent', Key: 'a', Body: 'x' });
    await expect(client.send(command)).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  test('is served again with its objects after a restart', async () => {
    await put('kept', 'over a restart');
    const again = await startS3({ root });
    const reader = new S3Client(sdkOptions(again.url));
    const { Body } = await reader.send(new GetObjectCommand({ Bucket, Key: 'kept' }));
    expect(await Body?.transformToString()).toBe('over a restart');
    reader.destroy();
    await again.close();
  });
});

test.each([
  ['unavailable', 'ServiceUnavailable'],
  ['throttled', 'SlowDown'],
] as const)('the fault %s hits only the keys it names', async (kind, name) => {
  standIn.setFault({ kind, actions: ['PutObject'], containing: '/hit/' });
  await expect(put('hit/a', 'x')).rejects.toMatchObject({ name });
  await put('spared/a', 'x');
  standIn.setFault(undefined);
  await expect(get('hit/a')).rejects.toMatchObject({ name: 'NoSuchKey' });
});
