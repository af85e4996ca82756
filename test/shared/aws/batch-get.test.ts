import { afterEach, expect, test } from 'vitest';
import { getItems } from '../../../shared/aws/batch-get.ts';
import { createDocumentClient } from '../../../shared/aws/clients.ts';
import type { Key } from '../../../shared/ledger/table.ts';
import { type LoopbackReceiver, startReceiver } from '../../support/loopback-receiver.ts';

interface BatchRequest {
  readonly RequestItems: { readonly ledger: { readonly Keys: readonly { pk: { S: string }; sk: { S: string } }[] } };
}

let dynamodb: LoopbackReceiver;
afterEach(() => dynamodb.close());

/** A DynamoDB that answers `served` keys a call and leaves the others unprocessed. */
async function startThrottled(served: number) {
  dynamodb = await startReceiver(({ body }, response) => {
    const { Keys } = (JSON.parse(body) as BatchRequest).RequestItems.ledger;
    const items = Keys.slice(0, served).map((key) => ({ ...key, rev: { N: '1' }, data: { M: {} } }));
    const left = Keys.slice(served);
    const UnprocessedKeys = left.length === 0 ? {} : { ledger: { Keys: left } };
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify({ Responses: { ledger: items }, UnprocessedKeys }));
  });
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
  const client = createDocumentClient({ region: 'eu-west-1', endpoint: dynamodb.url, credentials });
  const waits: number[] = [];
  const getMany = (keys: readonly Key[]) =>
    getItems(client, 'ledger', keys, async (ms) => {
      waits.push(ms);
    });
  return { getMany, waits };
}

const keysOf = (count: number) => Array.from({ length: count }, (_, number) => ({ pk: `p${number}`, sk: 's' }));

test('asks again for the keys that DynamoDB left out', async () => {
  const table = await startThrottled(4);
  const items = await table.getMany(keysOf(10));
  expect(items.map(({ pk }) => pk).sort()).toEqual(keysOf(10).map(({ pk }) => pk));
  expect(dynamodb.requests).toHaveLength(3);
  expect(table.waits).toEqual([50, 100]);
});

test('gives up, and does not pass a part for the whole, when keys stay out', async () => {
  const table = await startThrottled(0);
  await expect(table.getMany(keysOf(2))).rejects.toThrow('left 2 keys');
});
