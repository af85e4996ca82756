import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Template } from '../../../../infra/local/template/template.ts';

/** One of each kind of thing: a route to a function, a queue, a second function that reads it, a schedule, a table. */
const INGEST = `const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
exports.handler = async ({ body, pathParameters }) => {
  const command = new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: JSON.stringify({ body, ...pathParameters }) });
  await new SQSClient({ useQueueUrlAsEndpoint: false }).send(command);
  return { statusCode: 200, body: 'queued' };
};`;

const WORKER = `const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
exports.handler = async ({ Records }) => {
  if (!process.env.TABLE) throw new Error('TABLE is missing');
  const client = new DynamoDBClient();
  for (const { body, messageId } of Records) {
    const Item = { pk: { S: 'seen' }, sk: { S: messageId }, body: { S: body }, at: { S: new Date().toISOString() } };
    await client.send(new PutItemCommand({ TableName: process.env.TABLE, Item }));
  }
  return { batchItemFailures: [] };
};`;

const role = (Statement: readonly object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: { Policies: [{ PolicyDocument: { Statement } }] },
});
const allow = (Action: string | readonly string[], logicalId: string) => ({
  Effect: 'Allow',
  Action,
  Resource: { 'Fn::GetAtt': [logicalId, 'Arn'] },
});

function fn(hash: string, roleId: string, Variables: object) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: 'assets', S3Key: `${hash}.zip` },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      MemorySize: 128,
      Timeout: 10,
      Role: { 'Fn::GetAtt': [roleId, 'Arn'] },
      Environment: { Variables },
    },
  };
}

const SMALL_TEMPLATE: Template = {
  Resources: {
    Dlq: { Type: 'AWS::SQS::Queue' },
    Work: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        VisibilityTimeout: 60,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dlq', 'Arn'] }, maxReceiveCount: 3 },
      },
    },
    Ledger: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    },
    Files: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'Enabled' } } },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } },
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        Name: 'small/secret',
        GenerateSecretString: { SecretStringTemplate: '{}', GenerateStringKey: 'token' },
      },
    },
    IngestRole: role([allow('sqs:SendMessage', 'Work')]),
    WorkerRole: role([
      allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], 'Work'),
      allow('dynamodb:PutItem', 'Ledger'),
    ]),
    ScheduleRole: role([allow('sqs:SendMessage', 'Work')]),
    Ingest: fn('aaaa', 'IngestRole', { QUEUE_URL: { Ref: 'Work' } }),
    Worker: fn('bbbb', 'WorkerRole', { TABLE: { Ref: 'Ledger' } }),
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] },
        FunctionName: { Ref: 'Worker' },
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      },
    },
    Hourly: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'rate(1 hour)',
        Target: {
          Arn: { 'Fn::GetAtt': ['Work', 'Arn'] },
          RoleArn: { 'Fn::GetAtt': ['ScheduleRole', 'Arn'] },
          Input: '{"at":"<aws.scheduler.scheduled-time>"}',
        },
      },
    },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { IntegrationUri: { 'Fn::GetAtt': ['Ingest', 'Arn'] }, PayloadFormatVersion: '2.0' },
    },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: 'POST /webhooks/{account}/{token}',
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
      },
    },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': ['Ingest', 'Arn'] },
        Principal: 'apigateway.amazonaws.com',
        SourceArn: {
          'Fn::Sub': [
            'arn:aws:execute-api:$' + '{AWS::Region}:$' + '{AWS::AccountId}:$' + '{Api}/*/*/webhooks/{account}/{token}',
            {},
          ],
        },
      },
    },
  },
  Outputs: {
    WebhookBaseUrl: { Value: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, '/webhooks']] } },
    LedgerTable: { Value: { Ref: 'Ledger' } },
    WorkQueue: { Value: { Ref: 'Work' } },
    SecretArn: { Value: { Ref: 'Secret' } },
  },
};

/** A synthesized folder with the template above and its functions' code. @param sdk folder of `node_modules` */
export async function writeSmallTemplate(dir: string, nodeModules: string): Promise<void> {
  await mkdir(join(dir, 'node_modules'), { recursive: true });
  for (const [hash, code] of [
    ['aaaa', INGEST],
    ['bbbb', WORKER],
  ] as const) {
    await mkdir(join(dir, `asset.${hash}`));
    const resolved = code.replace(/require\('(@aws-sdk[^']+)'\)/g, (_, name) => `require('${nodeModules}/${name}')`);
    await writeFile(join(dir, `asset.${hash}`, 'index.cjs'), resolved);
  }
  await writeFile(join(dir, 'small.template.json'), JSON.stringify(SMALL_TEMPLATE));
}
