import type { IndexOptions, StoredItem, Table } from './table.ts';

/** Every item of a partition of the `by-time` index in time order, page by page. */
export async function* listTimes(
  table: Table,
  partition: string,
  options: Omit<IndexOptions, 'after'> = {},
): AsyncGenerator<StoredItem> {
  let after: string | undefined;
  do {
    const page = await table.listByTime(partition, { ...options, after });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
