import { isJsonObject, type JsonObject } from './json-object.ts';
import type { Secret } from './secret-record.ts';

/** `Filters` of ListSecrets: each must match, by the prefix of any of its values; `!` turns a value round. */
export function matchesSecretFilters(secret: Secret, filters: unknown): boolean {
  return !Array.isArray(filters) || filters.filter(isJsonObject).every((filter) => matchesFilter(secret, filter));
}

function matchesFilter(secret: Secret, { Key, Values }: JsonObject): boolean {
  const texts = filteredTexts(secret, Key);
  const values = Array.isArray(Values) ? Values.map(String) : [];
  return values.some((value) =>
    value.startsWith('!')
      ? !texts.some((text) => text.startsWith(value.slice(1)))
      : texts.some((text) => text.startsWith(value)),
  );
}

function filteredTexts(secret: Secret, key: unknown): string[] {
  const tags = Array.isArray(secret.tags) ? secret.tags.filter(isJsonObject) : [];
  if (key === 'description') return [secret.description ?? ''];
  if (key === 'tag-key') return tags.map((tag) => String(tag.Key));
  if (key === 'tag-value') return tags.map((tag) => String(tag.Value));
  if (key === 'all') return [secret.name, secret.description ?? ''];
  return [secret.name];
}
