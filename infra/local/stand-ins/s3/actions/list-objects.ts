import { bucketOf, isoTime, type S3Action, xmlAnswer } from '../action.ts';
import { listKeys } from '../list-keys.ts';
import type { ObjectVersion } from '../object-version.ts';
import { element } from '../xml.ts';

const MAX_KEYS = 1_000;

export const listObjectsV2: S3Action = (context) => {
  const bucket = bucketOf(context);
  const { query } = context.operation;
  const request = readListRequest(query);
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : decodeToken(token);
  const live = bucket.keys().filter((key) => bucket.current(key) !== undefined);
  const { keys, commonPrefixes, next } = listKeys(live, { ...request, after });
  const encode = keyEncoder(query);
  const objects = keys.flatMap((key) => bucket.current(key) ?? []);
  return xmlAnswer('ListBucketResult', [
    element('Name', bucket.name),
    element('Prefix', encode(request.prefix)),
    element('MaxKeys', request.maxKeys),
    element('KeyCount', keys.length + commonPrefixes.length),
    element('EncodingType', query.get('encoding-type') ?? undefined),
    element('IsTruncated', next !== undefined),
    element('ContinuationToken', token ?? undefined),
    element('NextContinuationToken', next === undefined ? undefined : encodeToken(next)),
    ...objects.map((object) => element('Contents', objectElements(object, encode))),
    ...commonPrefixes.map((prefix) => element('CommonPrefixes', [element('Prefix', encode(prefix))])),
  ]);
};

export const listObjectVersions: S3Action = (context) => {
  const bucket = bucketOf(context);
  const { query } = context.operation;
  const { prefix, maxKeys } = readListRequest(query);
  const encode = keyEncoder(query);
  const keyMarker = query.get('key-marker') ?? '';
  const idMarker = query.get('version-id-marker');
  const all = bucket.keys().filter((key) => key.startsWith(prefix));
  const versions = all.flatMap((key) => bucket.versions(key));
  const marked = versions.findIndex((version) => version.key === keyMarker && version.versionId === idMarker);
  const later = marked >= 0 ? versions.slice(marked + 1) : versions.filter(({ key }) => key > keyMarker);
  const page = later.slice(0, maxKeys);
  const last = later.length > page.length ? page.at(-1) : undefined;
  return xmlAnswer('ListVersionsResult', [
    element('Name', bucket.name),
    element('Prefix', encode(prefix)),
    element('MaxKeys', maxKeys),
    element('IsTruncated', last !== undefined),
    element('NextKeyMarker', last === undefined ? undefined : encode(last.key)),
    element('NextVersionIdMarker', last?.versionId),
    ...page.map((version) => versionElement(version, version === bucket.versions(version.key)[0], encode)),
  ]);
};

function versionElement(version: ObjectVersion, isLatest: boolean, encode: (key: string) => string): string {
  const identity = [element('VersionId', version.versionId), element('IsLatest', isLatest)];
  if (!version.deleteMarker) return element('Version', [...objectElements(version, encode), ...identity]);
  const marked = [element('Key', encode(version.key)), element('LastModified', isoTime(version.lastModified))];
  return element('DeleteMarker', [...marked, ...identity]);
}

function objectElements(object: ObjectVersion, encode: (key: string) => string): string[] {
  return [
    element('Key', encode(object.key)),
    element('LastModified', isoTime(object.lastModified)),
    element('ETag', `"${object.etag}"`),
    element('Size', object.size),
    element('StorageClass', 'STANDARD'),
  ];
}

function readListRequest(query: URLSearchParams) {
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    maxKeys: Math.min(MAX_KEYS, Number(query.get('max-keys') ?? MAX_KEYS)),
  };
}

function keyEncoder(query: URLSearchParams): (key: string) => string {
  return query.get('encoding-type') === 'url' ? encodeURIComponent : (key) => key;
}

const encodeToken = (key: string): string => Buffer.from(key).toString('base64url');
const decodeToken = (token: string): string => Buffer.from(token, 'base64url').toString('utf8');
