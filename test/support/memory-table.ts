import {
  type Expectation,
  type IndexOptions,
  type Key,
  type ListOptions,
  type NewItem,
  type Page,
  StaleItemError,
  type StoredItem,
  type Table,
} from '../../shared/ledger/table.ts';
import { createSortedMap, type SortedMap } from './sorted-map.ts';

/** A ledger in memory: every call takes effect at once and in the order of the calls; data is copied in and frozen. */
export interface MemoryTable extends Table {
  /** Everything that is stored, in key order. */
  items(): readonly StoredItem[];
  /** When the first entry of a partition of the `by-time` index is due. */
  firstTime(partition: string): string | undefined;
}

/** `trusted` callers change no data that they gave or got: nothing is copied or frozen then. */
export function createMemoryTable({ trusted = false } = {}): MemoryTable {
  const partitions = createPartitions((item) => ({ partition: item.pk, name: item.sk }));
  const times = createPartitions(
    ({ pk, sk, index }) => index && { partition: index.partition, name: `${index.at}\0${pk}\0${sk}` },
  );
  let made = 0;

  const find = ({ pk, sk }: Key): StoredItem | undefined => partitions.get(pk)?.get(sk);

  function expect(key: Key, expected: Expectation): StoredItem | undefined {
    const item = find(key);
    const holds = expected === 'any' || (expected === 'absent' ? item === undefined : item?.rev === expected);
    if (!holds) throw new StaleItemError(key);
    return item;
  }

  function write(item: NewItem, expected: Expectation): StoredItem {
    refuseLongKey(item);
    const current = expect(item, expected);
    made += 1;
    const rev = current === undefined ? made * 1_000_000 : current.rev + 1;
    const written = trusted ? { ...item, rev } : freeze(copyItem(item, rev));
    if (current !== undefined) times.remove(current);
    partitions.add(written);
    times.add(written);
    return written;
  }

  function erase(key: Key, expected: Expectation): void {
    const item = expect(key, expected);
    if (item === undefined) return;
    partitions.remove(item);
    times.remove(item);
  }

  return {
    async get(key) {
      refuseLongKey(key);
      return find(key);
    },
    getMany: async (keys) => [...new Set(keys.map(find))].filter((item) => item !== undefined),
    put: async (item, expected) => write(item, expected),
    remove: async (key, expected) => erase(key, expected),
    list: async (pk, options = {}) => listPartition(partitions.get(pk), options),
    listByTime: async (partition, options = {}) => listTimes(times.get(partition), options),
    items: () => partitions.all(),
    firstTime: (partition) => times.get(partition)?.values[0]?.index?.at,
  };
}

/** @throws as DynamoDB does. */
function refuseLongKey({ pk, sk }: Key): void {
  if (pk.length <= 2_048 && sk.length <= 1_024) return;
  throw Object.assign(new Error('a key is too long'), { name: 'ValidationException' });
}

type Locate = (item: StoredItem) => { readonly partition: string; readonly name: string } | undefined;

/** Items by partition and by name within it. */
function createPartitions(locate: Locate) {
  const partitions = new Map<string, SortedMap<StoredItem>>();
  return {
    get: (partition: string): SortedMap<StoredItem> | undefined => partitions.get(partition),
    all: (): StoredItem[] => [...partitions.keys()].sort().flatMap((name) => partitions.get(name)?.values ?? []),
    add(item: StoredItem): void {
      const at = locate(item);
      if (at === undefined) return;
      const items = partitions.get(at.partition) ?? createSortedMap();
      items.set(at.name, item);
      partitions.set(at.partition, items);
    },
    remove(item: StoredItem): void {
      const at = locate(item);
      if (at === undefined) return;
      const items = partitions.get(at.partition);
      items?.delete(at.name);
      if (items?.names.length === 0) partitions.delete(at.partition);
    },
  };
}

function listPartition(items: SortedMap<StoredItem> | undefined, options: ListOptions): Page {
  const { prefix = '' } = options;
  return page(items, { from: prefix, to: `${prefix}\uffff` }, options);
}

/** An entry's name begins with its time, which `\0` ends. */
function listTimes(items: SortedMap<StoredItem> | undefined, options: IndexOptions): Page {
  const { since = '', until } = options;
  return page(items, { from: since, to: until === undefined ? '\uffff' : `${until}\u0001` }, options);
}

interface Paging {
  readonly after?: string | undefined;
  readonly limit?: number;
  readonly descending?: boolean;
}

/** Names from `from` on and before `to`; `after` itself was on the page before. */
function page(
  items: SortedMap<StoredItem> | undefined,
  { from, to }: { readonly from: string; readonly to: string },
  { after, limit = Number.POSITIVE_INFINITY, descending = false }: Paging,
): Page {
  if (items === undefined) return { items: [] };
  const start = items.rank(after === undefined || descending ? from : max(from, `${after}\0`));
  const end = items.rank(after === undefined || !descending ? to : min(to, after));
  const left = Math.max(0, end - start);
  const shown = Math.min(left, limit);
  const first = descending ? end - shown : start;
  const found = items.values.slice(first, first + shown);
  const last = descending ? first : first + shown - 1;
  return {
    items: descending ? found.reverse() : found,
    next: left > shown && shown > 0 ? items.names[last] : undefined,
  };
}

const max = (one: string, other: string): string => (one > other ? one : other);
const min = (one: string, other: string): string => (one < other ? one : other);

function copyItem({ pk, sk, data, index, expiresAt }: NewItem, rev: number): StoredItem {
  const optional = { ...(index === undefined ? {} : { index }), ...(expiresAt === undefined ? {} : { expiresAt }) };
  return { pk, sk, rev, data: structuredClone(data), ...structuredClone(optional) };
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
