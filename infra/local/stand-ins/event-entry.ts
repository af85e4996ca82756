import { isJsonObject, type JsonObject, optionalText } from './json-object.ts';

/** What PutEvents answers for an entry it cannot take; nothing for one it can. */
export function describeEntryFault(entry: JsonObject): JsonObject | undefined {
  for (const field of ['Source', 'DetailType', 'Detail']) {
    if (!optionalText(entry, field)) {
      return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${field} is not valid. Reason: it is required.` };
    }
  }
  if (isJsonText(String(entry.Detail))) return undefined;
  return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
}

/**
 * How many bytes an entry counts for.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
export function entryBytes(entry: JsonObject): number {
  const resources = Array.isArray(entry.Resources) ? entry.Resources.map(String) : [];
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...resources].map((text) => String(text ?? ''));
  const time = entry.Time === undefined ? 0 : 14;
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), time);
}

function isJsonText(text: string): boolean {
  try {
    return isJsonObject(JSON.parse(text));
  } catch {
    return false;
  }
}
