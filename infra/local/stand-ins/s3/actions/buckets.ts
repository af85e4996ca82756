import { AwsError } from '../../aws-error.ts';
import { readBody } from '../../read-body.ts';
import { bucketOf, isoTime, type S3Action, xmlAnswer } from '../action.ts';
import { BUCKET_SETTINGS } from '../operation.ts';
import { element } from '../xml.ts';

const createBucket: S3Action = ({ store, operation, request }) => {
  store.create(operation.bucket);
  if (request.headers['x-amz-bucket-object-lock-enabled'] === 'true') {
    store.find(operation.bucket).settings.set('BucketVersioning', enabledVersioning);
  }
  return { status: 200, headers: { location: `/${operation.bucket}` } };
};

const enabledVersioning = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';

const deleteBucket: S3Action = ({ store, operation }) => {
  store.remove(operation.bucket);
  return { status: 204 };
};

const headBucket: S3Action = (context) => {
  bucketOf(context);
  return { status: 200 };
};

const listBuckets: S3Action = ({ store, now }) => {
  const created = element('CreationDate', isoTime(now()));
  const buckets = store.names().map((name) => element('Bucket', [element('Name', name), created]));
  return xmlAnswer('ListAllMyBucketsResult', [element('Buckets', buckets)]);
};

function putSetting(setting: string): S3Action {
  return async (context) => {
    const { settings } = bucketOf(context);
    settings.set(setting, (await readBody(context.request)).toString('utf8'));
    return { status: setting === 'BucketPolicy' ? 204 : 200 };
  };
}

function getSetting(setting: string): S3Action {
  return (context) => {
    const document = bucketOf(context).settings.get(setting);
    if (document !== undefined) return { status: 200, headers: { 'content-type': 'application/xml' }, body: document };
    if (setting === 'BucketVersioning') return xmlAnswer('VersioningConfiguration', []);
    throw new AwsError(`NoSuch${setting}`, 'The bucket has no such configuration', 404);
  };
}

function deleteSetting(setting: string): S3Action {
  return (context) => {
    bucketOf(context).settings.set(setting, undefined);
    return { status: 204 };
  };
}

const settingActions = Object.values(BUCKET_SETTINGS).flatMap((setting): [string, S3Action][] => [
  [`Put${setting}`, putSetting(setting)],
  [`Get${setting}`, getSetting(setting)],
  [`Delete${setting}`, deleteSetting(setting)],
]);

export const bucketActions: Readonly<Record<string, S3Action>> = {
  ...Object.fromEntries(settingActions),
  CreateBucket: createBucket,
  DeleteBucket: deleteBucket,
  HeadBucket: headBucket,
  ListBuckets: listBuckets,
};
