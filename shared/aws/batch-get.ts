import { setTimeout as delay } from 'node:timers/promises';
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Key, StoredItem } from '../ledger/table.ts';
import { fromTableItem } from './table-item.ts';

const KEYS_PER_CALL = 100;
const CALLS_PER_CHUNK = 8;

/** Asks again, with growing waits, for the keys DynamoDB left out. @throws when some stay out after eight calls. */
export async function getItems(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
  wait: (ms: number) => Promise<void> = delay,
): Promise<StoredItem[]> {
  const distinct = [...new Map(keys.map(({ pk, sk }) => [JSON.stringify([pk, sk]), { pk, sk }])).values()];
  const items: StoredItem[] = [];
  for (let at = 0; at < distinct.length; at += KEYS_PER_CALL) {
    items.push(...(await getChunk(client, table, distinct.slice(at, at + KEYS_PER_CALL), wait)));
  }
  return items;
}

async function getChunk(
  client: DynamoDBDocumentClient,
  table: string,
  keys: Key[],
  wait: (ms: number) => Promise<void>,
): Promise<StoredItem[]> {
  const items: StoredItem[] = [];
  let wanted: Record<string, unknown>[] = keys.map((key) => ({ ...key }));
  for (let call = 0; wanted.length > 0; call += 1) {
    if (call === CALLS_PER_CHUNK) throw new Error(`DynamoDB left ${wanted.length} keys of a batch unread`);
    if (call > 0) await wait(25 * 2 ** call);
    const request = { RequestItems: { [table]: { Keys: wanted, ConsistentRead: true } } };
    const { Responses = {}, UnprocessedKeys = {} } = await client.send(new BatchGetCommand(request));
    items.push(...Object.values(Responses).flat().map(fromTableItem));
    wanted = Object.values(UnprocessedKeys).flatMap(({ Keys = [] }) => Keys);
  }
  return items;
}
