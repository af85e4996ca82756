import { expect, test } from 'vitest';
import { identifyS3Operation } from '../../../../../infra/local/stand-ins/s3/operation.ts';

test.each([
  ['GET', '/', 'ListBuckets'],
  ['PUT', '/bucket', 'CreateBucket'],
  ['HEAD', '/bucket', 'HeadBucket'],
  ['GET', '/bucket?list-type=2&prefix=a', 'ListObjectsV2'],
  ['GET', '/bucket/?list-type=2', 'ListObjectsV2'],
  ['GET', '/bucket?versions', 'ListObjectVersions'],
  ['GET', '/bucket', 'Unknown'],
  ['POST', '/bucket?delete', 'DeleteObjects'],
  ['PUT', '/bucket?versioning', 'PutBucketVersioning'],
  ['GET', '/bucket?versioning', 'GetBucketVersioning'],
  ['PUT', '/bucket?encryption', 'PutEncryptionConfiguration'],
  ['GET', '/bucket/a/b?x-id=GetObject', 'GetObject'],
  ['GET', '/bucket/a/b?versionId=1', 'GetObject'],
  ['GET', '/bucket/a/b?tagging', 'Unknown'],
  ['PUT', '/bucket/a/b?acl', 'Unknown'],
  ['HEAD', '/bucket/a/b', 'HeadObject'],
  ['PUT', '/bucket/a/b', 'PutObject'],
  ['PUT', '/bucket/a/b?partNumber=1&uploadId=u', 'UploadPart'],
  ['POST', '/bucket/a/b?uploads', 'CreateMultipartUpload'],
  ['POST', '/bucket/a/b?uploadId=u', 'CompleteMultipartUpload'],
  ['DELETE', '/bucket/a/b?uploadId=u', 'AbortMultipartUpload'],
  ['DELETE', '/bucket/a/b', 'DeleteObject'],
  ['GET', '/bucket/a/b?uploadId=u', 'ListParts'],
  ['POST', '/bucket/a/b', 'Unknown'],
  ['PATCH', '/bucket/a/b', 'Unknown'],
])('%s %s is %s', (method, url, name) => {
  expect(identifyS3Operation({ method, url }).name).toBe(name);
});

test('a key is decoded once and may hold slashes', () => {
  const { bucket, key } = identifyS3Operation({ method: 'GET', url: '/bucket/a%2Fb/c%20d%2525' });
  expect([bucket, key]).toEqual(['bucket', 'a/b/c d%25']);
});

test('a write with a source is a copy', () => {
  const request = { method: 'PUT', url: '/bucket/a', copySource: 'other/b' };
  expect(identifyS3Operation(request).name).toBe('CopyObject');
});
