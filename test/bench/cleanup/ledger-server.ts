import { type RunningServer, startLoopbackServer } from '../../../infra/local/stand-ins/loopback-server.ts';
import { readBody } from '../../../infra/local/stand-ins/read-body.ts';
import type { Key } from '../../../shared/ledger/table.ts';

type Attributes = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;
type Input = Readonly<Record<string, unknown>>;

const PAGE_BYTES = 1_000_000;

export interface LedgerServer extends RunningServer {
  /** Puts an item there at once. */
  seed(key: Key, data: object): void;
}

/**
 * As much of DynamoDB's protocol as cleanup speaks, for more items than the stack's stand-in takes: they lie as text in
 * this process, outside the function that is measured. The time index is empty.
 */
export async function startLedgerServer(): Promise<LedgerServer> {
  const partitions = new Map<string, Map<string, string>>();
  const sorted = new Map<string, string[]>();

  const read = (key: Attributes): Attributes | undefined => {
    const text = partitions.get(key.pk?.S ?? '')?.get(key.sk?.S ?? '');
    return text === undefined ? undefined : (JSON.parse(text) as Attributes);
  };

  function put({ Item, ConditionExpression: condition, ExpressionAttributeValues: values }: Input): Input | undefined {
    const item = Item as Attributes;
    const current = read(item);
    const rev = (values as Attributes | undefined)?.[':rev']?.N;
    const holds = condition === undefined || (rev === undefined ? current === undefined : current?.rev?.N === rev);
    if (!holds) return undefined;
    const pk = item.pk?.S ?? '';
    const partition = partitions.get(pk) ?? new Map<string, string>();
    partitions.set(pk, partition.set(item.sk?.S ?? '', JSON.stringify(item)));
    if (current === undefined) sorted.delete(pk);
    return {};
  }

  function query(input: Input): Input {
    const { ExpressionAttributeValues: values, ExclusiveStartKey: start, ScanIndexForward: forward } = input;
    const { Limit: limit = Number.POSITIVE_INFINITY } = input as { readonly Limit?: number };
    const pk = (values as Attributes)[':pk']?.S;
    const partition = partitions.get(pk ?? '');
    if (pk === undefined || partition === undefined) return { Items: [] };
    const all = sorted.get(pk) ?? [...partition.keys()].sort();
    sorted.set(pk, all);
    const ordered = forward === false ? all.toReversed() : all;
    const after = (start as Attributes | undefined)?.sk?.S;
    let at = after === undefined ? 0 : ordered.indexOf(after) + 1;
    const items: string[] = [];
    for (let bytes = 0; at < ordered.length && bytes < PAGE_BYTES && items.length < limit; at += 1) {
      const text = partition.get(ordered[at] ?? '') ?? '';
      bytes += text.length;
      items.push(text);
    }
    const last = at < ordered.length ? ordered[at - 1] : undefined;
    return {
      Items: items.map((text) => JSON.parse(text) as Attributes),
      ...(last === undefined ? {} : { LastEvaluatedKey: { pk: { S: pk }, sk: { S: last } } }),
    };
  }

  const actions: Readonly<Record<string, (input: Input) => Input | undefined>> = {
    GetItem: ({ Key }) => ({ Item: read(Key as Attributes) }),
    PutItem: put,
    Query: query,
  };

  const server = await startLoopbackServer(async (request, response) => {
    const action = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const input = JSON.parse((await readBody(request)).toString('utf8')) as Input;
    const answer = actions[action]?.(input);
    const failed = { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException' };
    response.writeHead(answer === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(answer ?? failed));
  });
  return {
    ...server,
    seed: ({ pk, sk }, data) =>
      void put({ Item: { pk: { S: pk }, sk: { S: sk }, rev: { N: '1' }, data: toAttribute(data) } }),
  };
}

function toAttribute(value: unknown): object {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  return { M: Object.fromEntries(Object.entries(value as object).map(([name, part]) => [name, toAttribute(part)])) };
}
