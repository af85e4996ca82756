import {
  CreateTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDynamodb } from '../../../../infra/local/stand-ins/dynamodb.ts';
import type { StandIn } from '../../../../infra/local/stand-ins/json-service.ts';
import { sdkOptions } from './sdk-options.ts';

const TableName = 'ledger';
let standIn: StandIn;
let client: DynamoDBClient;
let documents: DynamoDBDocumentClient;

beforeAll(async () => {
  standIn = await startDynamodb({ region: 'eu-central-1' });
  client = new DynamoDBClient(sdkOptions(standIn.url));
  documents = DynamoDBDocumentClient.from(client);
  await client.send(createLedger());
});
afterAll(async () => {
  client.destroy();
  await standIn.close();
});

function createLedger(): CreateTableCommand {
  const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' }) as const;
  return new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [text('pk'), text('sk'), text('timePartition'), text('timeAt')],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-time',
        KeySchema: [
          { AttributeName: 'timePartition', KeyType: 'HASH' },
          { AttributeName: 'timeAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    SSESpecification: { Enabled: true, SSEType: 'KMS' },
    DeletionProtectionEnabled: true,
    Tags: [{ Key: 'stage', Value: 'local' }],
  });
}

test('the table is active at once and has an ARN in the region', async () => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table?.TableStatus).toBe('ACTIVE');
  expect(Table?.TableArn).toBe('arn:aws:dynamodb:eu-central-1:000000000000:table/ledger');
  expect(Table?.GlobalSecondaryIndexes?.[0]?.IndexArn).toMatch(/^arn:aws:dynamodb:eu-central-1:.*\/index\/by-time$/);
});

test('time to live and point-in-time recovery are accepted and answered', async () => {
  const ttl = { Enabled: true, AttributeName: 'expiresAt' };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: ttl }));
  const described = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  expect(described.TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
  const recovery = { PointInTimeRecoveryEnabled: true };
  await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification: recovery }));
  const backups = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
  const { PointInTimeRecoveryDescription } = backups.ContinuousBackupsDescription ?? {};
  expect(PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus).toBe('ENABLED');
});

describe('items', () => {
  test('are written under a condition, and the loser learns it', async () => {
    const Item = { pk: 'default#order#1', sk: 'order', rev: 1, data: { v: 1 } };
    const create = new PutCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' });
    await documents.send(create);
    await expect(documents.send(create)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    const replace = (rev: number) =>
      new PutCommand({
        TableName,
        Item: { ...Item, rev: rev + 1 },
        ConditionExpression: '#rev = :rev',
        ExpressionAttributeNames: { '#rev': 'rev' },
        ExpressionAttributeValues: { ':rev': rev },
      });
    await documents.send(replace(1));
    await expect(documents.send(replace(1))).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    const Key = { pk: Item.pk, sk: Item.sk };
    const { Item: stored } = await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    expect(stored).toEqual({ ...Item, rev: 2 });
  });

  test('only one of many concurrent writers wins', async () => {
    const writes = Array.from({ length: 20 }, (_, writer) =>
      documents.send(
        new PutCommand({
          TableName,
          Item: { pk: 'race', sk: 'one', writer },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
    const results = await Promise.allSettled(writes);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('are read in batches, updated and deleted', async () => {
    const Key = { pk: 'batch', sk: 'a' };
    await documents.send(new PutCommand({ TableName, Item: { ...Key, count: 1 } }));
    await documents.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: 'ADD #c :one',
        ExpressionAttributeNames: { '#c': 'count' },
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );
    const Keys = [Key, { pk: 'batch', sk: 'missing' }];
    const read = await documents.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }));
    expect(read.Responses?.[TableName]).toEqual([{ ...Key, count: 2 }]);
    await documents.send(new DeleteCommand({ TableName, Key, ConditionExpression: 'attribute_exists(pk)' }));
    expect((await documents.send(new GetCommand({ TableName, Key }))).Item).toBeUndefined();
  });

  test('are listed by partition and by the index in time order, page after page', async () => {
    for (const sk of ['c', 'a', 'b']) {
      const Item = {
        pk: 'pages',
        sk,
        timePartition: 'agenda',
        timeAt: `2026-01-0${sk === 'a' ? 3 : sk === 'b' ? 2 : 1}`,
      };
      await documents.send(new PutCommand({ TableName, Item }));
    }
    const partition = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': 'pages' } };
    const first = await documents.send(new QueryCommand({ TableName, ...partition, Limit: 2, ConsistentRead: true }));
    const ExclusiveStartKey = first.LastEvaluatedKey;
    const second = await documents.send(new QueryCommand({ TableName, ...partition, ExclusiveStartKey }));
    expect([...(first.Items ?? []), ...(second.Items ?? [])].map(({ sk }) => sk)).toEqual(['a', 'b', 'c']);
    const due = await documents.send(
      new QueryCommand({
        TableName,
        IndexName: 'by-time',
        KeyConditionExpression: 'timePartition = :p AND timeAt <= :until',
        ExpressionAttributeValues: { ':p': 'agenda', ':until': '2026-01-02' },
      }),
    );
    expect(due.Items?.map(({ sk }) => sk)).toEqual(['c', 'b']);
  });
});

test.each([
  ['unavailable', 'InternalServerError'],
  ['throttled', 'ProvisionedThroughputExceededException'],
] as const)('the fault %s is answered as DynamoDB does', async (kind, name) => {
  standIn.setFault({ kind, actions: ['GetItem'] });
  const impatient = new DynamoDBClient({ ...sdkOptions(standIn.url), maxAttempts: 1 });
  const get = new GetCommand({ TableName, Key: { pk: 'a', sk: 'b' } });
  await expect(DynamoDBDocumentClient.from(impatient).send(get)).rejects.toMatchObject({ name });
  standIn.setFault(undefined);
  impatient.destroy();
});
