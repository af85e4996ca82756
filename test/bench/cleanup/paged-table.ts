import {
  type Key,
  type NewItem,
  type Page,
  StaleItemError,
  type StoredItem,
  type Table,
} from '../../../shared/ledger/table.ts';

const ITEMS_A_PAGE = 4_000;

/** A table for large numbers: items as JSON text, as they would lie outside this process, read in pages of about 1 MB. */
export function createPagedTable(): Table {
  const partitions = new Map<string, Map<string, string>>();
  const sorted = new Map<string, string[]>();
  const read = ({ pk, sk }: Key): StoredItem | undefined => {
    const text = partitions.get(pk)?.get(sk);
    return text === undefined ? undefined : (JSON.parse(text) as StoredItem);
  };

  function write(item: NewItem, expected: 'absent' | 'any' | number): StoredItem {
    const current = read(item);
    const holds = expected === 'any' || (expected === 'absent' ? current === undefined : current?.rev === expected);
    if (!holds) throw new StaleItemError(item);
    const stored: StoredItem = { ...item, rev: (current?.rev ?? 0) + 1 };
    const partition = partitions.get(item.pk) ?? new Map<string, string>();
    partitions.set(item.pk, partition.set(item.sk, JSON.stringify(stored)));
    if (current === undefined) sorted.delete(item.pk);
    return stored;
  }

  function list(pk: string, { after = '', limit = ITEMS_A_PAGE, descending = false }): Page {
    const all = sorted.get(pk) ?? [...(partitions.get(pk)?.keys() ?? [])].sort();
    sorted.set(pk, all);
    const left = all.filter((sk) => after === '' || (descending ? sk < after : sk > after));
    const shown = (descending ? left.reverse() : left).slice(0, limit);
    const items = shown.flatMap((sk) => read({ pk, sk }) ?? []);
    return { items, next: left.length > shown.length ? shown.at(-1) : undefined };
  }

  return {
    get: async (key) => read(key),
    getMany: async (many) => many.flatMap((key) => read(key) ?? []),
    put: async (item, expected) => write(item, expected),
    remove: async ({ pk, sk }) => {
      partitions.get(pk)?.delete(sk);
      sorted.delete(pk);
    },
    list: async (pk, { after, limit, descending } = {}) =>
      list(pk, {
        ...(after === undefined ? {} : { after }),
        ...(limit === undefined ? {} : { limit }),
        descending: descending ?? false,
      }),
    listByTime: async () => ({ items: [] }),
  };
}
