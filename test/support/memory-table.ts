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

/** A ledger in memory: every call takes effect at once and in the order of the calls; data is copied in and frozen. */
export interface MemoryTable extends Table {
  /** Everything that is stored, in key order. */
  items(): readonly StoredItem[];
}

/** `trusted` callers change no data that they gave or got: nothing is copied or frozen then. */
export function createMemoryTable({ trusted = false } = {}): MemoryTable {
  const partitions = createPartitions((item) => ({ partition: item.pk, place: item.sk }));
  const times = createPartitions(({ pk, sk, index }) => index && { partition: index.partition, place: `${pk}\0${sk}` });
  let made = 0;

  const find = ({ pk, sk }: Key): StoredItem | undefined => partitions.get(pk).get(sk);

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
    getMany: async (keys) => {
      const distinct = new Map(keys.map((key) => [JSON.stringify([key.pk, key.sk]), key]));
      return [...distinct.values()].flatMap((key) => find(key) ?? []);
    },
    put: async (item, expected) => write(item, expected),
    remove: async (key, expected) => erase(key, expected),
    list: async (pk, options = {}) => listPartition([...partitions.get(pk).values()], options),
    listByTime: async (partition, options = {}) => listTimes([...times.get(partition).values()], options),
    items: () => partitions.all().sort(byText(({ pk, sk }) => `${pk}\0${sk}`)),
  };
}

/** @throws as DynamoDB does. */
function refuseLongKey({ pk, sk }: Key): void {
  if (pk.length <= 2_048 && sk.length <= 1_024) return;
  throw Object.assign(new Error('a key is too long'), { name: 'ValidationException' });
}

type Locate = (item: StoredItem) => { readonly partition: string; readonly place: string } | undefined;

/** Items by partition and by a place within it. */
function createPartitions(locate: Locate) {
  const partitions = new Map<string, Map<string, StoredItem>>();
  const none: ReadonlyMap<string, StoredItem> = new Map();
  return {
    get: (partition: string): ReadonlyMap<string, StoredItem> => partitions.get(partition) ?? none,
    all: (): StoredItem[] => [...partitions.values()].flatMap((items) => [...items.values()]),
    add(item: StoredItem): void {
      const at = locate(item);
      if (at === undefined) return;
      const items = partitions.get(at.partition) ?? new Map<string, StoredItem>();
      partitions.set(at.partition, items.set(at.place, item));
    },
    remove(item: StoredItem): void {
      const at = locate(item);
      if (at === undefined) return;
      const items = partitions.get(at.partition);
      items?.delete(at.place);
      if (items?.size === 0) partitions.delete(at.partition);
    },
  };
}

function listPartition(items: StoredItem[], options: ListOptions): Page {
  const { prefix = '' } = options;
  return page(
    items.filter(({ sk }) => sk.startsWith(prefix)),
    ({ sk }) => sk,
    options,
  );
}

function listTimes(items: StoredItem[], options: IndexOptions): Page {
  const { since, until } = options;
  const wanted = items.filter(({ index }) => {
    if (index === undefined) return false;
    return (since === undefined || index.at >= since) && (until === undefined || index.at <= until);
  });
  return page(wanted, ({ pk, sk, index }) => `${index?.at}\0${pk}\0${sk}`, options);
}

interface Paging {
  readonly after?: string | undefined;
  readonly limit?: number;
  readonly descending?: boolean;
}

function page(items: StoredItem[], place: (item: StoredItem) => string, paging: Paging): Page {
  const { after, limit = Number.POSITIVE_INFINITY, descending = false } = paging;
  const sorted = items.sort(byText(place));
  const ordered = descending ? sorted.reverse() : sorted;
  const left = ordered.filter(
    (item) => after === undefined || (descending ? place(item) < after : place(item) > after),
  );
  const shown = left.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown,
    next: left.length > shown.length && last !== undefined ? place(last) : undefined,
  };
}

/** By code units, as DynamoDB's binary order for the ASCII keys of the ledger. */
function byText(place: (item: StoredItem) => string): (a: StoredItem, b: StoredItem) => number {
  return (a, b) => {
    const [left, right] = [place(a), place(b)];
    if (left === right) return 0;
    return left < right ? -1 : 1;
  };
}

function copyItem({ pk, sk, data, index, expiresAt }: NewItem, rev: number): StoredItem {
  const optional = { ...(index === undefined ? {} : { index }), ...(expiresAt === undefined ? {} : { expiresAt }) };
  return { pk, sk, rev, data: structuredClone(data), ...structuredClone(optional) };
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
