import type { ListOptions, StoredItem, Table } from './table.ts';

/** Every item of a partition in sort-key order, page by page. */
export async function* listPartition(
  table: Table,
  pk: string,
  options: Omit<ListOptions, 'after'> = {},
): AsyncGenerator<StoredItem> {
  let after: string | undefined;
  do {
    const page = await table.list(pk, { ...options, after });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
