export interface ListRequest {
  readonly prefix: string;
  readonly delimiter: string;
  /** Only what comes after this key. */
  readonly after: string;
  readonly maxKeys: number;
}

export interface KeyListing {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page starts; absent on the last one. */
  readonly next?: string;
}

/** One page of keys (sorted), folded at the delimiter; a common prefix counts as one entry. */
export function listKeys(sorted: readonly string[], request: ListRequest): KeyListing {
  const { prefix, delimiter, after, maxKeys } = request;
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  let last = after;
  for (const key of sorted) {
    if (!key.startsWith(prefix) || compareKeys(key, after) <= 0) continue;
    const folded = foldAtDelimiter(key, prefix, delimiter);
    if (folded !== undefined && (folded === commonPrefixes.at(-1) || folded === after)) continue;
    if (keys.length + commonPrefixes.length >= maxKeys) return { keys, commonPrefixes, next: last };
    if (folded === undefined) keys.push(key);
    else commonPrefixes.push(folded);
    last = folded ?? key;
  }
  return { keys, commonPrefixes };
}

function foldAtDelimiter(key: string, prefix: string, delimiter: string): string | undefined {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
