import { AwsError } from '../../aws-error.ts';
import { readBody } from '../../read-body.ts';
import { bucketOf, header, type S3Action, type S3Context, xmlAnswer } from '../action.ts';
import type { BucketFiles } from '../bucket.ts';
import type { ObjectVersion } from '../object-version.ts';
import { element, readElements, readOptionalText, readText } from '../xml.ts';

export const deleteObject: S3Action = (context) => {
  const { key, query } = context.operation;
  const removed = removeObject(context, bucketOf(context), key, query.get('versionId') ?? undefined);
  return { status: 204, headers: removed === undefined ? {} : removedHeaders(removed) };
};

export const deleteObjects: S3Action = async (context) => {
  const bucket = bucketOf(context);
  const document = (await readBody(context.request)).toString('utf8');
  const quiet = readOptionalText(document, 'Quiet') === 'true';
  const results = readElements(document, 'Object').map((xml) => {
    const key = readText(xml, 'Key');
    const versionId = readOptionalText(xml, 'VersionId');
    return removeOne(context, bucket, key, versionId, quiet);
  });
  return xmlAnswer('DeleteResult', results);
};

function removeOne(
  context: S3Context,
  bucket: BucketFiles,
  key: string,
  versionId: string | undefined,
  quiet: boolean,
) {
  try {
    removeObject(context, bucket, key, versionId);
    return quiet ? '' : element('Deleted', [element('Key', key), element('VersionId', versionId)]);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return element('Error', [
      element('Key', key),
      element('VersionId', versionId),
      element('Code', error.code),
      element('Message', error.message),
    ]);
  }
}

/** Removing what is not there is success. @throws AwsError AccessDenied for a version that is locked */
function removeObject(
  context: S3Context,
  bucket: BucketFiles,
  key: string,
  versionId: string | undefined,
): ObjectVersion | undefined {
  if (versionId === undefined) return bucket.markDeleted(key);
  const version = bucket.versions(key).find((candidate) => candidate.versionId === versionId);
  if (version !== undefined && isLocked(context, version)) {
    throw new AwsError('AccessDenied', 'Access Denied because object protected by object lock.', 403);
  }
  return bucket.removeVersion(key, versionId);
}

function isLocked(context: S3Context, { lock }: ObjectVersion): boolean {
  if (lock === undefined || lock.until <= context.now()) return false;
  return lock.mode === 'COMPLIANCE' || header(context, 'x-amz-bypass-governance-retention') !== 'true';
}

function removedHeaders({ versionId, deleteMarker }: ObjectVersion): Record<string, string> {
  return { 'x-amz-version-id': versionId, ...(deleteMarker ? { 'x-amz-delete-marker': 'true' } : {}) };
}
