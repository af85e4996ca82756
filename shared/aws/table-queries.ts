import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { IndexOptions, ListOptions } from '../ledger/table.ts';
import { TIME_INDEX } from './table-item.ts';

/** One partition in sort-key order; a page goes on from the key that ended the last one. */
export function partitionQuery(table: string, pk: string, options: ListOptions): QueryCommandInput {
  const { prefix, after, limit, descending = false } = options;
  return {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: prefix === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': pk, ...(prefix === undefined ? {} : { ':prefix': prefix }) },
    ...paging(after, limit, descending),
  };
}

/** One partition of the time index; both ends belong to it. */
export function timeQuery(table: string, partition: string, options: IndexOptions): QueryCommandInput {
  const { since, until, after, limit, descending = false } = options;
  const bounds = {
    ...(since === undefined ? {} : { ':since': since }),
    ...(until === undefined ? {} : { ':until': until }),
  };
  return {
    TableName: table,
    IndexName: TIME_INDEX,
    KeyConditionExpression: `timePartition = :partition${timeCondition(since, until)}`,
    ExpressionAttributeValues: { ':partition': partition, ...bounds },
    ...paging(after, limit, descending),
  };
}

/** DynamoDB takes one condition on the sort key. */
function timeCondition(since: string | undefined, until: string | undefined): string {
  if (since !== undefined && until !== undefined) return ' AND timeAt BETWEEN :since AND :until';
  if (since !== undefined) return ' AND timeAt >= :since';
  return until === undefined ? '' : ' AND timeAt <= :until';
}

function paging(after: string | undefined, limit: number | undefined, descending: boolean) {
  return {
    ScanIndexForward: !descending,
    ...(limit === undefined ? {} : { Limit: limit }),
    ...(after === undefined ? {} : { ExclusiveStartKey: JSON.parse(after) as Record<string, unknown> }),
  };
}
