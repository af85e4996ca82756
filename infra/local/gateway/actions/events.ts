import { LOCAL_ACCOUNT_ID } from '../../stand-ins/arn.ts';
import { isJsonObject, type JsonObject, optionalText } from '../../stand-ins/json-object.ts';
import type { AccessMapper } from '../service-request.ts';

/** PutEvents is authorized for each entry's bus. */
export const mapEvents: AccessMapper = ({ region, operation, input }) => {
  const action = `events:${operation}`;
  const prefix = `arn:aws:events:${region}:${LOCAL_ACCOUNT_ID}:event-bus/`;
  const arnOf = (bus: string): string => (bus.startsWith('arn:') ? bus : `${prefix}${bus}`);
  if (operation !== 'PutEvents') {
    return [
      { action, resource: operation === 'ListEventBuses' ? '*' : arnOf(optionalText(input, 'Name') ?? 'default') },
    ];
  }
  const entries = Array.isArray(input.Entries) ? input.Entries.filter(isJsonObject) : [];
  if (entries.length === 0) return [{ action, resource: arnOf('default') }];
  return entries.map((entry) => ({
    action,
    resource: arnOf(optionalText(entry, 'EventBusName') ?? 'default'),
    context: entryContext(entry),
  }));
};

function entryContext(entry: JsonObject): Record<string, string[]> {
  const source = optionalText(entry, 'Source');
  const detailType = optionalText(entry, 'DetailType');
  return {
    ...(source === undefined ? {} : { 'events:source': [source] }),
    ...(detailType === undefined ? {} : { 'events:detail-type': [detailType] }),
  };
}
