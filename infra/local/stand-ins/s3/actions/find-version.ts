import { AwsError } from '../../aws-error.ts';
import type { BucketFiles } from '../bucket.ts';
import type { ObjectVersion } from '../object-version.ts';

/** The version a read is about: the named one, else the current one. @throws AwsError NoSuchKey, NoSuchVersion, 405 */
export function findVersion(bucket: BucketFiles, key: string, versionId: string | null): ObjectVersion {
  if (versionId === null) {
    const current = bucket.current(key);
    if (current !== undefined) return current;
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  }
  const version = bucket.versions(key).find((candidate) => candidate.versionId === versionId);
  if (version === undefined) throw new AwsError('NoSuchVersion', 'The specified version does not exist.', 404);
  if (version.deleteMarker) throw new AwsError('MethodNotAllowed', 'The version is a delete marker.', 405);
  return version;
}
