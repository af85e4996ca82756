import { AwsError } from '../aws-error.ts';
import { isJsonObject, type JsonObject, optionalText } from '../json-object.ts';

const MAX_ENTRIES = 10;

/** Does one thing per entry; an entry that fails stops no other. @throws AwsError for a batch that cannot be one */
export function runBatch(input: JsonObject, run: (entry: JsonObject) => JsonObject): JsonObject {
  const entries = readEntries(input);
  const results = entries.map((entry) => runEntry(entry, run));
  const failed = results.filter(({ Code }) => Code !== undefined);
  return { Successful: results.filter(({ Code }) => Code === undefined), Failed: failed };
}

function readEntries({ Entries }: JsonObject): JsonObject[] {
  const entries = Array.isArray(Entries) ? Entries.filter(isJsonObject) : [];
  const ids = new Set(entries.map(({ Id }) => Id));
  if (entries.length === 0) throw new AwsError('EmptyBatchRequest', 'There should be at least one entry.');
  if (entries.length > MAX_ENTRIES)
    throw new AwsError('TooManyEntriesInBatchRequest', 'At most 10 entries are allowed.');
  if (ids.size < entries.length) throw new AwsError('BatchEntryIdsNotDistinct', 'Two entries have the same Id.');
  if (entries.some((entry) => !/^[\w-]{1,80}$/.test(optionalText(entry, 'Id') ?? ''))) {
    throw new AwsError(
      'InvalidBatchEntryId',
      'An Id can only contain alphanumeric characters, hyphens and underscores.',
    );
  }
  return entries;
}

function runEntry(entry: JsonObject, run: (entry: JsonObject) => JsonObject): JsonObject {
  try {
    return { Id: entry.Id, ...run(entry) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true };
  }
}
