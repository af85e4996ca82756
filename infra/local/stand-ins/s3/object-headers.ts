import type { IncomingHttpHeaders } from 'node:http';
import type { ObjectLock, ObjectVersion } from './object-version.ts';

const KEPT = ['cache-control', 'content-disposition', 'content-language', 'content-type', 'expires'];

/** What of a write's headers belongs to the object. */
export function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => KEPT.includes(name) || name.startsWith('x-amz-meta-'));
  const encoding = String(headers['content-encoding'] ?? '').replace(/,?\s*aws-chunked\s*,?/, '');
  return {
    ...Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
    ...(encoding === '' ? {} : { 'content-encoding': encoding }),
  };
}

export function requestedLock(headers: IncomingHttpHeaders): ObjectLock | undefined {
  const mode = headers['x-amz-object-lock-mode'];
  const until = Date.parse(String(headers['x-amz-object-lock-retain-until-date']));
  if ((mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') || Number.isNaN(until)) return undefined;
  return { mode, until };
}

/** What a write answers about the version it made. */
export function versionHeaders(version: ObjectVersion): Record<string, string> {
  return {
    etag: `"${version.etag}"`,
    ...(version.versionId === 'null' ? {} : { 'x-amz-version-id': version.versionId }),
    ...checksumHeaders(version),
  };
}

/** What a read answers about the version it found. */
export function readHeaders(version: ObjectVersion, withChecksum: boolean): Record<string, string> {
  return {
    'content-type': 'binary/octet-stream',
    ...version.headers,
    etag: `"${version.etag}"`,
    'last-modified': new Date(version.lastModified).toUTCString(),
    'accept-ranges': 'bytes',
    ...(version.versionId === 'null' ? {} : { 'x-amz-version-id': version.versionId }),
    ...(withChecksum ? checksumHeaders(version) : {}),
    ...lockHeaders(version),
  };
}

function checksumHeaders({ checksum }: ObjectVersion): Record<string, string> {
  return checksum === undefined ? {} : { [checksum.header]: checksum.value, 'x-amz-checksum-type': 'FULL_OBJECT' };
}

function lockHeaders({ lock }: ObjectVersion): Record<string, string> {
  if (lock === undefined) return {};
  return {
    'x-amz-object-lock-mode': lock.mode,
    'x-amz-object-lock-retain-until-date': new Date(lock.until).toISOString(),
  };
}
