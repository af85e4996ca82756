import { hash } from 'node:crypto';

/** A JSON value in its one canonical form: keys sorted, every form of "nothing" left out. */
export type Canonical = string | number | boolean | readonly Canonical[] | { readonly [key: string]: Canonical };

/**
 * `null`, a missing key, `''`, `[]` and `{}` are the same nothing (CONTRACT 1.9), so they vanish;
 * `mapText` may rewrite texts, e.g. links.
 */
export function canonicalize(
  value: unknown,
  mapText: (text: string) => string = (text) => text,
): Canonical | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value === 'string') return mapText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return Object.is(value, -0) ? 0 : value;
  if (Array.isArray(value)) return canonicalizeList(value, mapText);
  return canonicalizeObject(value as Record<string, unknown>, mapText);
}

/** Positions count (a floor is a position), so an empty place inside a list stays as ''. */
function canonicalizeList(list: readonly unknown[], mapText: (text: string) => string): Canonical | undefined {
  const items = list.map((item) => canonicalize(item, mapText) ?? '');
  return items.every((item) => item === '') ? undefined : items;
}

function canonicalizeObject(
  object: Readonly<Record<string, unknown>>,
  mapText: (text: string) => string,
): Canonical | undefined {
  const entries: [string, Canonical][] = [];
  for (const key of Object.keys(object).sort()) {
    const value = canonicalize(object[key], mapText);
    if (value !== undefined) entries.push([key, value]);
  }
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** SHA-256 in hex over the canonical text. */
export function hashCanonical(value: Canonical | undefined): string {
  return hash('sha256', JSON.stringify(value ?? null));
}
