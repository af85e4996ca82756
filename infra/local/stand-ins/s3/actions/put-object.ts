import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bucketOf, header, isoTime, type S3Action, type S3Context, xmlAnswer } from '../action.ts';
import type { BucketFiles } from '../bucket.ts';
import { checkWrite } from '../conditions.ts';
import { keptHeaders, requestedLock, versionHeaders } from '../object-headers.ts';
import type { NewVersion, ObjectVersion } from '../object-version.ts';
import { receiveUpload } from '../receive-upload.ts';
import { element } from '../xml.ts';
import { findVersion } from './find-version.ts';

export const putObject: S3Action = async (context) => {
  const bucket = bucketOf(context);
  const { file, size, md5, checksum } = await receiveUpload(context.request, bucket.incoming);
  const version = commitObject(context, bucket, file, {
    key: context.operation.key,
    etag: md5,
    size,
    headers: keptHeaders(context.request.headers),
    checksum,
  });
  return { status: 200, headers: versionHeaders(version) };
};

export const copyObject: S3Action = async (context) => {
  const bucket = bucketOf(context);
  const source = findSource(context);
  const file = join(bucket.incoming, randomUUID());
  await copyFile(source.file, file);
  const replaced = header(context, 'x-amz-metadata-directive') === 'REPLACE';
  const version = commitObject(context, bucket, file, {
    key: context.operation.key,
    etag: source.version.etag,
    size: source.version.size,
    headers: replaced ? keptHeaders(context.request.headers) : source.version.headers,
    checksum: source.version.checksum,
  });
  const result = [element('ETag', `"${version.etag}"`), element('LastModified', isoTime(version.lastModified))];
  return { ...xmlAnswer('CopyObjectResult', result), headers: versionHeaders(version) };
};

/** Checks the write's conditions and makes the object, with nothing in between. @throws AwsError */
export function commitObject(
  context: S3Context,
  bucket: BucketFiles,
  file: string,
  version: NewVersion,
): ObjectVersion {
  try {
    checkWrite(bucket.current(version.key)?.etag, {
      ifMatch: header(context, 'if-match'),
      ifNoneMatch: header(context, 'if-none-match'),
    });
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
  const lock = requestedLock(context.request.headers) ?? bucket.settings.defaultLock(context.now());
  return bucket.commit(file, { ...version, lock });
}

function findSource(context: S3Context): { readonly file: string; readonly version: ObjectVersion } {
  const [path = '', query = ''] = String(header(context, 'x-amz-copy-source')).split('?');
  const [, name = '', key = ''] = /^\/?([^/]+)\/(.*)$/.exec(decodeURIComponent(path)) ?? [];
  const bucket = context.store.find(name);
  const version = findVersion(bucket, key, new URLSearchParams(query).get('versionId'));
  return { version, file: bucket.dataFile(version) };
}
