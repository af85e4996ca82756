import { describe, expect, test } from 'vitest';
import { mapDynamodb } from '../../../../../infra/local/gateway/actions/dynamodb.ts';
import { mapEvents } from '../../../../../infra/local/gateway/actions/events.ts';
import { mapLambda } from '../../../../../infra/local/gateway/actions/lambda.ts';
import { mapS3 } from '../../../../../infra/local/gateway/actions/s3.ts';
import { mapSecretsmanager } from '../../../../../infra/local/gateway/actions/secretsmanager.ts';
import { mapSqs } from '../../../../../infra/local/gateway/actions/sqs.ts';
import type { AccessMapper, ServiceRequest } from '../../../../../infra/local/gateway/service-request.ts';
import { secretArn } from '../../../../../infra/local/stand-ins/arn.ts';

const REGION = 'eu-central-1';

/** `action resource` for everything a request does. */
function accesses(map: AccessMapper, request: Partial<ServiceRequest>): string[] {
  const base = { region: REGION, method: 'POST', url: '/', headers: {}, operation: '', input: {}, body: '' };
  return map({ ...base, ...request }).map(({ action, resource }) => `${action} ${resource}`);
}

const arn = (service: string, name: string) => `arn:aws:${service}:${REGION}:000000000000:${name}`;

describe('SQS', () => {
  const QueueUrl = 'http://127.0.0.1:1/000000000000/order-changes.fifo';
  test.each([
    ['SendMessage', { QueueUrl }, `sqs:SendMessage ${arn('sqs', 'order-changes.fifo')}`],
    ['SendMessageBatch', { QueueUrl }, `sqs:SendMessage ${arn('sqs', 'order-changes.fifo')}`],
    ['DeleteMessageBatch', { QueueUrl }, `sqs:DeleteMessage ${arn('sqs', 'order-changes.fifo')}`],
    ['GetQueueUrl', { QueueName: 'a' }, `sqs:GetQueueUrl ${arn('sqs', 'a')}`],
    ['ListQueues', {}, 'sqs:ListQueues *'],
  ])('%s', (operation, input, expected) => {
    expect(accesses(mapSqs, { operation, input })).toEqual([expected]);
  });
});

describe('DynamoDB', () => {
  const table = arn('dynamodb', 'table/ledger');
  test.each([
    ['GetItem', { TableName: 'ledger' }, [`dynamodb:GetItem ${table}`]],
    ['GetItem', { TableName: table }, [`dynamodb:GetItem ${table}`]],
    ['Query', { TableName: 'ledger', IndexName: 'by-time' }, [`dynamodb:Query ${table}/index/by-time`]],
    ['BatchGetItem', { RequestItems: { ledger: { Keys: [] } } }, [`dynamodb:BatchGetItem ${table}`]],
    [
      'BatchWriteItem',
      { RequestItems: { ledger: [], other: [] } },
      [`dynamodb:BatchWriteItem ${table}`, `dynamodb:BatchWriteItem ${arn('dynamodb', 'table/other')}`],
    ],
    ['ListTables', {}, ['dynamodb:ListTables *']],
  ])('%s %j', (operation, input, expected) => {
    expect(accesses(mapDynamodb, { operation, input })).toEqual(expected);
  });

  test('tells the partition keys', () => {
    const Key = { pk: { S: 'default#order#1' }, sk: { S: 'order' } };
    const request = { region: REGION, method: 'POST', url: '/', headers: {}, body: '' };
    const [access] = mapDynamodb({ ...request, operation: 'GetItem', input: { TableName: 'ledger', Key } });
    expect(access?.context).toEqual({ 'dynamodb:leadingkeys': ['default#order#1'] });
    const query = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: 'accounts' } } };
    const [queried] = mapDynamodb({ ...request, operation: 'Query', input: { TableName: 'ledger', ...query } });
    expect(queried?.context).toEqual({ 'dynamodb:leadingkeys': ['accounts'] });
  });
});

describe('Secrets Manager', () => {
  const whole = secretArn(REGION, 'relay/accounts/default');
  test.each([
    ['GetSecretValue', { SecretId: 'relay/accounts/default' }],
    ['GetSecretValue', { SecretId: whole }],
    ['GetSecretValue', { SecretId: whole.slice(0, -7) }],
    ['CreateSecret', { Name: 'relay/accounts/default' }],
  ])('%s %j is authorized by the whole ARN', (operation, input) => {
    expect(accesses(mapSecretsmanager, { operation, input })).toEqual([`secretsmanager:${operation} ${whole}`]);
  });

  test('a name that ends like an ARN stays whole', () => {
    const given = secretArn(REGION, 'relay/my-secret');
    const input = { SecretId: arn('secretsmanager', 'secret:relay/my-secret') };
    expect(accesses(mapSecretsmanager, { operation: 'DescribeSecret', input })).toEqual([
      `secretsmanager:DescribeSecret ${given}`,
    ]);
  });
});

test('EventBridge authorizes each entry by its bus', () => {
  const Entries = [{ EventBusName: 'relay' }, {}, { EventBusName: arn('events', 'event-bus/other') }];
  expect(accesses(mapEvents, { operation: 'PutEvents', input: { Entries } })).toEqual([
    `events:PutEvents ${arn('events', 'event-bus/relay')}`,
    `events:PutEvents ${arn('events', 'event-bus/default')}`,
    `events:PutEvents ${arn('events', 'event-bus/other')}`,
  ]);
});

test.each([
  ['order-sweep', 'function:order-sweep'],
  ['order-sweep?Qualifier=live', 'function:order-sweep:live'],
  [encodeURIComponent(arn('lambda', 'function:order-sweep')), 'function:order-sweep'],
  [encodeURIComponent(arn('lambda', 'function:order-sweep:3')), 'function:order-sweep:3'],
])('Lambda authorizes the invocation of %s', (name, expected) => {
  const [path, query] = name.split('?');
  const url = `/2015-03-31/functions/${path}/invocations${query === undefined ? '' : `?${query}`}`;
  expect(accesses(mapLambda, { url })).toEqual([`lambda:InvokeFunction ${arn('lambda', expected)}`]);
});

describe('S3', () => {
  const object = 'arn:aws:s3:::revisions/a/b.json';
  test.each<[string, string, Record<string, string>, string[]]>([
    ['GET', '/revisions/a/b.json?x-id=GetObject', {}, [`s3:GetObject ${object}`]],
    ['GET', '/revisions/a/b.json?versionId=1', {}, [`s3:GetObjectVersion ${object}`]],
    ['HEAD', '/revisions/a/b.json', {}, [`s3:GetObject ${object}`]],
    ['PUT', '/revisions/a/b.json', {}, [`s3:PutObject ${object}`]],
    ['PUT', '/revisions/a/b.json?partNumber=1&uploadId=u', {}, [`s3:PutObject ${object}`]],
    ['POST', '/revisions/a/b.json?uploads', {}, [`s3:PutObject ${object}`]],
    ['DELETE', '/revisions/a/b.json?uploadId=u', {}, [`s3:AbortMultipartUpload ${object}`]],
    ['DELETE', '/revisions/a/b.json?versionId=1', {}, [`s3:DeleteObjectVersion ${object}`]],
    ['GET', '/revisions?list-type=2&prefix=a', {}, ['s3:ListBucket arn:aws:s3:::revisions']],
    ['GET', '/revisions?versions', {}, ['s3:ListBucketVersions arn:aws:s3:::revisions']],
    ['PUT', '/revisions?versioning', {}, ['s3:PutBucketVersioning arn:aws:s3:::revisions']],
    ['GET', '/', {}, ['s3:ListAllMyBuckets *']],
    [
      'PUT',
      '/revisions/a/b.json',
      { 'x-amz-copy-source': '/other/c%20d' },
      [`s3:PutObject ${object}`, 's3:GetObject arn:aws:s3:::other/c d'],
    ],
    [
      'PUT',
      '/revisions/a/b.json',
      { 'x-amz-object-lock-mode': 'GOVERNANCE', 'x-amz-tagging': 'a=b' },
      [`s3:PutObject ${object}`, `s3:PutObjectTagging ${object}`, `s3:PutObjectRetention ${object}`],
    ],
    ['PUT', '/revisions/a/b.json', { 'if-match': '"etag"' }, [`s3:PutObject ${object}`, `s3:GetObject ${object}`]],
    ['PUT', '/revisions/a/b.json', { 'if-none-match': '*' }, [`s3:PutObject ${object}`]],
    ['GET', '/revisions/a/b.json?tagging', {}, []],
    ['PATCH', '/revisions/a/b.json', {}, []],
  ])('%s %s %j', (method, url, headers, expected) => {
    expect(accesses(mapS3, { method, url, headers })).toEqual(expected);
  });

  test('a deletion of many keys is authorized key by key', () => {
    const body =
      '<Delete><Object><Key>a&amp;b</Key></Object><Object><Key>c</Key><VersionId>1</VersionId></Object></Delete>';
    expect(accesses(mapS3, { url: '/revisions?delete', body })).toEqual([
      's3:DeleteObject arn:aws:s3:::revisions/a&b',
      's3:DeleteObjectVersion arn:aws:s3:::revisions/c',
    ]);
  });
});
