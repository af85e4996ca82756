import { randomInt } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import {
  type Expectation,
  type Key,
  type NewItem,
  type Page,
  StaleItemError,
  type StoredItem,
  type Table,
} from '../ledger/table.ts';
import { getItems } from './batch-get.ts';
import { fromTableItem, toTableItem } from './table-item.ts';
import { partitionQuery, timeQuery } from './table-queries.ts';

/** A write that the SDK repeated after a lost answer may throw StaleItemError although it is stored: read and decide. */
export function createDynamoTable(client: DynamoDBDocumentClient, tableName: string): Table {
  const get = (key: Key) => getItem(client, tableName, key);
  return {
    get,
    getMany: (keys) => getItems(client, tableName, keys),
    put: (item, expected) =>
      expected === 'any' ? overwrite(client, tableName, item) : putItem(client, tableName, item, expected),
    async remove({ pk, sk }, expected) {
      const command = new DeleteCommand({ TableName: tableName, Key: { pk, sk }, ...condition(expected) });
      await client.send(command).catch(asStale({ pk, sk }));
    },
    list: (pk, options = {}) => query(client, partitionQuery(tableName, pk, options)),
    listByTime: (partition, options = {}) => query(client, timeQuery(tableName, partition, options)),
  };
}

async function getItem(
  client: DynamoDBDocumentClient,
  table: string,
  { pk, sk }: Key,
): Promise<StoredItem | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: { pk, sk }, ConsistentRead: true }));
  return Item === undefined ? undefined : fromTableItem(Item);
}

async function putItem(
  client: DynamoDBDocumentClient,
  table: string,
  item: NewItem,
  expected: 'absent' | number,
): Promise<StoredItem> {
  const stored = toTableItem(item, expected === 'absent' ? firstRev() : expected + 1);
  const command = new PutCommand({ TableName: table, Item: { ...stored }, ...condition(expected) });
  await client.send(command).catch(asStale(item));
  return { ...item, rev: stored.rev };
}

/** By compare-and-swap too, so that `rev` never goes back. */
async function overwrite(client: DynamoDBDocumentClient, table: string, item: NewItem): Promise<StoredItem> {
  for (;;) {
    const current = await getItem(client, table, item);
    try {
      return await putItem(client, table, item, current?.rev ?? 'absent');
    } catch (error) {
      if (!(error instanceof StaleItemError)) throw error;
    }
  }
}

/** Not 1: an item that is removed and made anew must not meet the expectation of whoever read the old one. */
function firstRev(): number {
  return randomInt(1, 2 ** 47);
}

function condition(expected: Expectation) {
  if (expected === 'any') return {};
  if (expected === 'absent') return { ConditionExpression: 'attribute_not_exists(pk)' };
  return { ConditionExpression: 'rev = :rev', ExpressionAttributeValues: { ':rev': expected } };
}

function asStale(key: Key): (error: unknown) => never {
  return (error) => {
    if (error instanceof ConditionalCheckFailedException) throw new StaleItemError(key);
    throw error;
  };
}

async function query(client: DynamoDBDocumentClient, input: QueryCommandInput): Promise<Page> {
  const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand(input));
  const next = LastEvaluatedKey === undefined ? undefined : JSON.stringify(LastEvaluatedKey);
  return { items: Items.map(fromTableItem), next };
}
