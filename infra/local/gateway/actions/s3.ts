import { BUCKET_SETTINGS, identifyS3Operation, type S3Operation } from '../../stand-ins/s3/operation.ts';
import { readElements, readOptionalText } from '../../stand-ins/s3/xml.ts';
import type { Access } from '../policy.ts';
import type { AccessMapper, ServiceRequest } from '../service-request.ts';

/** Operations on one object and the action that each is authorized as. */
const OBJECT_ACTIONS: Readonly<Record<string, string>> = {
  GetObject: 'GetObject',
  HeadObject: 'GetObject',
  PutObject: 'PutObject',
  CopyObject: 'PutObject',
  DeleteObject: 'DeleteObject',
  CreateMultipartUpload: 'PutObject',
  UploadPart: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
  AbortMultipartUpload: 'AbortMultipartUpload',
  ListParts: 'ListMultipartUploadParts',
};

const BUCKET_ACTIONS: Readonly<Record<string, string>> = {
  CreateBucket: 'CreateBucket',
  DeleteBucket: 'DeleteBucket',
  HeadBucket: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  ListObjectVersions: 'ListBucketVersions',
  ListMultipartUploads: 'ListBucketMultipartUploads',
  GetBucketLocation: 'GetBucketLocation',
};

const SETTINGS = Object.values(BUCKET_SETTINGS).flatMap((setting) => [
  `Get${setting}`,
  `Put${setting}`,
  `Delete${setting}`,
]);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export const mapS3: AccessMapper = (request) => {
  const operation = identifyS3(request);
  if (operation.name === 'ListBuckets') return [{ action: 's3:ListAllMyBuckets', resource: '*' }];
  if (operation.name === 'DeleteObjects') return deletions(operation.bucket, request.body);
  const objectAction = OBJECT_ACTIONS[operation.name];
  if (objectAction !== undefined) return objectAccesses(objectAction, operation, request);
  return bucketAccesses(operation);
};

/** What a look for a missing key is authorized by: without it S3 says AccessDenied instead of NoSuchKey. */
export function listAccess(bucket: string, key: string): Access {
  return { action: 's3:ListBucket', resource: bucketArn(bucket), context: { 's3:prefix': [key] } };
}

export function identifyS3({ method, url, headers }: Pick<ServiceRequest, 'method' | 'url' | 'headers'>): S3Operation {
  return identifyS3Operation({ method, url, copySource: headers['x-amz-copy-source']?.toString() });
}

function objectAccesses(action: string, { name, bucket, key, query }: S3Operation, request: ServiceRequest): Access[] {
  const versioned = query.has('versionId') && (action === 'GetObject' || action === 'DeleteObject');
  const resource = `${bucketArn(bucket)}/${key}`;
  const accesses = [{ action: `s3:${action}${versioned ? 'Version' : ''}`, resource }];
  const { headers } = request;
  if (name === 'CopyObject') accesses.push(copySourceAccess(String(headers['x-amz-copy-source'])));
  if (action === 'PutObject' && headers['if-match'] !== undefined) accesses.push({ action: 's3:GetObject', resource });
  if (headers['x-amz-tagging'] !== undefined) accesses.push({ action: 's3:PutObjectTagging', resource });
  if (headers['x-amz-object-lock-mode'] !== undefined) accesses.push({ action: 's3:PutObjectRetention', resource });
  if (headers['x-amz-bypass-governance-retention'] === 'true') {
    accesses.push({ action: 's3:BypassGovernanceRetention', resource });
  }
  return accesses;
}

function copySourceAccess(source: string): Access {
  const [path = '', query = ''] = source.split('?');
  const resource = `arn:aws:s3:::${decodeURIComponent(path).replace(/^\//, '')}`;
  return { action: query.includes('versionId=') ? 's3:GetObjectVersion' : 's3:GetObject', resource };
}

function deletions(bucket: string, document: string): Access[] {
  const objects = readElements(document, 'Object');
  if (objects.length === 0) return [{ action: 's3:DeleteObject', resource: `${bucketArn(bucket)}/` }];
  return objects.map((xml) => ({
    action: readOptionalText(xml, 'VersionId') === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion',
    resource: `${bucketArn(bucket)}/${readOptionalText(xml, 'Key') ?? ''}`,
  }));
}

function bucketAccesses({ name, bucket, query }: S3Operation): Access[] {
  const action = BUCKET_ACTIONS[name] ?? (SETTINGS.includes(name) ? name : undefined);
  if (action === undefined) return [];
  const context = [...query]
    .filter(([field]) => ['prefix', 'delimiter', 'max-keys'].includes(field))
    .map(([field, value]) => [`s3:${field}`, [value]]);
  return [{ action: `s3:${action}`, resource: bucketArn(bucket), context: Object.fromEntries(context) }];
}

function bucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}
