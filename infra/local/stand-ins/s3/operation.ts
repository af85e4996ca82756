/** What one request asks of S3, read from its method, path and query alone. */
export interface S3Operation {
  /** AWS's name of the operation; `Unknown` for what the stand-in does not know. */
  readonly name: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
}

interface RequestLine {
  readonly method: string;
  /** Path and query as sent, path-style: `/bucket/key?query`. */
  readonly url: string;
  /** The header `x-amz-copy-source`. */
  readonly copySource?: string | undefined;
}

/** Settings of a bucket that are kept and answered, by their name in the query. */
export const BUCKET_SETTINGS: Readonly<Record<string, string>> = {
  accelerate: 'AccelerateConfiguration',
  acl: 'BucketAcl',
  cors: 'BucketCORS',
  encryption: 'EncryptionConfiguration',
  lifecycle: 'LifecycleConfiguration',
  logging: 'BucketLogging',
  notification: 'BucketNotification',
  'object-lock': 'BucketObjectLockConfiguration',
  ownershipControls: 'BucketOwnershipControls',
  policy: 'BucketPolicy',
  publicAccessBlock: 'BucketPublicAccessBlock',
  tagging: 'BucketTagging',
  versioning: 'BucketVersioning',
};

/** Parts of a query that turn an object's request into another operation. */
const OBJECT_SUBRESOURCES = ['acl', 'attributes', 'legal-hold', 'restore', 'retention', 'select', 'tagging', 'torrent'];

export function identifyS3Operation({ method, url, copySource }: RequestLine): S3Operation {
  const [path = '/', search = ''] = splitOnce(url, '?');
  const [bucket, key] = splitOnce(path.replace(/^\//, ''), '/').map(decodeURIComponent);
  const query = new URLSearchParams(search);
  const target = { bucket: bucket ?? '', key: key ?? '', query };
  if (target.bucket === '') return { ...target, name: method === 'GET' ? 'ListBuckets' : 'Unknown' };
  const name = target.key === '' ? bucketOperation(method, query) : objectOperation(method, query, copySource);
  return { ...target, name };
}

function bucketOperation(method: string, query: URLSearchParams): string {
  const setting = Object.keys(BUCKET_SETTINGS).find((name) => query.has(name));
  if (setting !== undefined) return settingOperation(method, BUCKET_SETTINGS[setting] ?? '');
  if (method === 'POST') return query.has('delete') ? 'DeleteObjects' : 'Unknown';
  if (method === 'PUT') return 'CreateBucket';
  if (method === 'DELETE') return 'DeleteBucket';
  if (method === 'HEAD') return 'HeadBucket';
  if (method !== 'GET') return 'Unknown';
  if (query.has('versions')) return 'ListObjectVersions';
  if (query.has('uploads')) return 'ListMultipartUploads';
  if (query.has('location')) return 'GetBucketLocation';
  return query.get('list-type') === '2' ? 'ListObjectsV2' : 'Unknown';
}

function settingOperation(method: string, setting: string): string {
  const verb = { GET: 'Get', PUT: 'Put', DELETE: 'Delete' }[method];
  return verb === undefined ? 'Unknown' : `${verb}${setting}`;
}

function objectOperation(method: string, query: URLSearchParams, copySource: string | undefined): string {
  if (OBJECT_SUBRESOURCES.some((name) => query.has(name))) return 'Unknown';
  const upload = query.has('uploadId');
  if (method === 'PUT' && upload) return copySource === undefined ? 'UploadPart' : 'Unknown';
  if (method === 'PUT') return copySource === undefined ? 'PutObject' : 'CopyObject';
  if (method === 'POST' && query.has('uploads')) return 'CreateMultipartUpload';
  if (method === 'POST') return upload ? 'CompleteMultipartUpload' : 'Unknown';
  if (method === 'DELETE') return upload ? 'AbortMultipartUpload' : 'DeleteObject';
  if (method === 'HEAD') return 'HeadObject';
  if (method === 'GET') return upload ? 'ListParts' : 'GetObject';
  return 'Unknown';
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
