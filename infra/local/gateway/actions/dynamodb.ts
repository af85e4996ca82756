import { LOCAL_ACCOUNT_ID } from '../../stand-ins/arn.ts';
import { isJsonObject, type JsonObject, optionalText } from '../../stand-ins/json-object.ts';
import type { Access } from '../policy.ts';
import type { AccessMapper, ServiceRequest } from '../service-request.ts';

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
export const mapDynamodb: AccessMapper = (request) => {
  const action = `dynamodb:${request.operation}`;
  if (request.operation === 'ListTables') return [{ action, resource: '*' }];
  if (isJsonObject(request.input.RequestItems)) return batchAccesses(action, request, request.input.RequestItems);
  const table = tableArn(request, optionalText(request.input, 'TableName') ?? '');
  const index = optionalText(request.input, 'IndexName');
  const keys = leadingKeys([request.input.Key, request.input.Item, queriedKey(request.input)]);
  return [{ action, resource: index === undefined ? table : `${table}/index/${index}`, ...keys }];
};

/** The partition that a query names, as our own queries name it. */
function queriedKey({ KeyConditionExpression, ExpressionAttributeValues }: JsonObject): unknown {
  const [, value = ''] = /\bpk = (:\w+)/.exec(String(KeyConditionExpression)) ?? [];
  return isJsonObject(ExpressionAttributeValues) ? { pk: ExpressionAttributeValues[value] } : undefined;
}

/** A batch is authorized under its own action, on each of its tables. */
function batchAccesses(action: string, request: ServiceRequest, tables: JsonObject): Access[] {
  return Object.entries(tables).map(([table, items]) => ({
    action,
    resource: tableArn(request, table),
    ...leadingKeys(batchKeys(items)),
  }));
}

function batchKeys(items: unknown): unknown[] {
  if (isJsonObject(items)) return Array.isArray(items.Keys) ? items.Keys : [];
  return Array.isArray(items)
    ? items.flatMap(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key)
    : [];
}

/** The partition keys, for `dynamodb:LeadingKeys`; only a table keyed by the text `pk` tells them. */
function leadingKeys(items: readonly unknown[]): Pick<Access, 'context'> {
  const keys = items.flatMap((item) => {
    const pk = isJsonObject(item) && isJsonObject(item.pk) ? item.pk.S : undefined;
    return typeof pk === 'string' ? [pk] : [];
  });
  return keys.length === 0 ? {} : { context: { 'dynamodb:leadingkeys': keys } };
}

function tableArn({ region }: ServiceRequest, nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : `arn:aws:dynamodb:${region}:${LOCAL_ACCOUNT_ID}:table/${nameOrArn}`;
}
