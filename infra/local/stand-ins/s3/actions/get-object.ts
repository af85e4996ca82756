import { bucketOf, header, type S3Action, type S3Answer, type S3Context } from '../action.ts';
import { parseByteRange } from '../byte-range.ts';
import { checkRead } from '../conditions.ts';
import { readHeaders } from '../object-headers.ts';
import { findVersion } from './find-version.ts';

/** GET and HEAD alike; the server leaves the body of a HEAD away. */
export const getObject: S3Action = (context) => {
  const bucket = bucketOf(context);
  const { key, query } = context.operation;
  const version = findVersion(bucket, key, query.get('versionId'));
  const range = parseByteRange(header(context, 'range'), version.size);
  const withChecksum = range === undefined && header(context, 'x-amz-checksum-mode') === 'ENABLED';
  const headers = { ...readHeaders(version, withChecksum), ...overrides(query) };
  if (readCondition(context, version.etag) === 'not-modified') return { status: 304, headers };
  const file = { path: bucket.dataFile(version), range };
  if (range === undefined) return sized(200, headers, version.size, file);
  const contentRange = `bytes ${range.start}-${range.end}/${version.size}`;
  return sized(206, { ...headers, 'content-range': contentRange }, range.end - range.start + 1, file);
};

function readCondition(context: S3Context, etag: string): 'answer' | 'not-modified' {
  return checkRead(etag, { ifMatch: header(context, 'if-match'), ifNoneMatch: header(context, 'if-none-match') });
}

function sized(status: number, headers: Record<string, string>, size: number, file: S3Answer['file']): S3Answer {
  const sizedHeaders = { ...headers, 'content-length': String(size) };
  return file === undefined ? { status, headers: sizedHeaders } : { status, headers: sizedHeaders, file };
}

/** `response-content-type=…` and its like, which links for a browser carry. */
function overrides(query: URLSearchParams): Record<string, string> {
  const entries = [...query].filter(([name]) => name.startsWith('response-'));
  return Object.fromEntries(entries.map(([name, value]) => [name.slice('response-'.length), value]));
}
