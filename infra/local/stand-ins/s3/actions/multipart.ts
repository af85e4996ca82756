import { rm } from 'node:fs/promises';
import { AwsError } from '../../aws-error.ts';
import { readBody } from '../../read-body.ts';
import { bucketOf, isoTime, type S3Action, type S3Context, xmlAnswer } from '../action.ts';
import { joinParts, multipartEtag, selectParts } from '../join-parts.ts';
import type { MultipartUpload } from '../multipart-uploads.ts';
import { keptHeaders, versionHeaders } from '../object-headers.ts';
import { receiveUpload } from '../receive-upload.ts';
import { element } from '../xml.ts';
import { commitObject } from './put-object.ts';

const MAX_PARTS = 10_000;

const createMultipartUpload: S3Action = (context) => {
  const { bucket, key } = context.operation;
  const headers = keptHeaders(context.request.headers);
  const { id } = context.uploads.start({ bucket: bucketOf(context), key, startedAt: context.now(), headers });
  return xmlAnswer('InitiateMultipartUploadResult', [
    element('Bucket', bucket),
    element('Key', key),
    element('UploadId', id),
  ]);
};

const uploadPart: S3Action = async (context) => {
  const upload = uploadOf(context);
  const number = Number(context.operation.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > MAX_PARTS) {
    throw new AwsError('InvalidArgument', `Part number must be an integer between 1 and ${MAX_PARTS}`);
  }
  const part = { ...(await receiveUpload(context.request, upload.bucket.incoming)), number };
  const replaced = upload.parts.get(number);
  upload.parts.set(number, part);
  if (replaced !== undefined) await rm(replaced.file, { force: true });
  const checksum = part.checksum === undefined ? {} : { [part.checksum.header]: part.checksum.value };
  return { status: 200, headers: { etag: `"${part.md5}"`, ...checksum } };
};

const completeMultipartUpload: S3Action = async (context) => {
  const upload = uploadOf(context);
  const parts = selectParts(upload, (await readBody(context.request)).toString('utf8'));
  const file = await joinParts(parts, upload.bucket.incoming);
  const version = commitObject(context, upload.bucket, file, {
    key: upload.key,
    etag: multipartEtag(parts),
    size: parts.reduce((sum, part) => sum + part.size, 0),
    headers: upload.headers,
  });
  await context.uploads.end(upload);
  const result = xmlAnswer('CompleteMultipartUploadResult', [
    element('Location', `/${upload.bucket.name}/${upload.key}`),
    element('Bucket', upload.bucket.name),
    element('Key', upload.key),
    element('ETag', `"${version.etag}"`),
  ]);
  return { ...result, headers: { ...result.headers, ...versionHeaders(version) } };
};

const abortMultipartUpload: S3Action = async (context) => {
  await context.uploads.end(uploadOf(context));
  return { status: 204 };
};

const listParts: S3Action = (context) => {
  const upload = uploadOf(context);
  const parts = [...upload.parts.values()].sort((a, b) => a.number - b.number);
  return xmlAnswer('ListPartsResult', [
    element('Bucket', upload.bucket.name),
    element('Key', upload.key),
    element('UploadId', upload.id),
    element('IsTruncated', false),
    ...parts.map(({ number, md5, size }) =>
      element('Part', [element('PartNumber', number), element('ETag', `"${md5}"`), element('Size', size)]),
    ),
  ]);
};

const listMultipartUploads: S3Action = (context) => {
  const uploads = context.uploads.inBucket(bucketOf(context));
  return xmlAnswer('ListMultipartUploadsResult', [
    element('Bucket', context.operation.bucket),
    element('IsTruncated', false),
    ...uploads.map(({ id, key, startedAt }) =>
      element('Upload', [element('Key', key), element('UploadId', id), element('Initiated', isoTime(startedAt))]),
    ),
  ]);
};

/** @throws AwsError NoSuchUpload */
function uploadOf(context: S3Context): MultipartUpload {
  const { key, query } = context.operation;
  return context.uploads.find(query.get('uploadId') ?? '', bucketOf(context), key);
}

export const multipartActions: Readonly<Record<string, S3Action>> = {
  CreateMultipartUpload: createMultipartUpload,
  UploadPart: uploadPart,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: abortMultipartUpload,
  ListParts: listParts,
  ListMultipartUploads: listMultipartUploads,
};
