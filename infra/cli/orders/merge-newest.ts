import { listTimes } from '../../../shared/ledger/list-times.ts';
import type { StoredItem, Table } from '../../../shared/ledger/table.ts';

interface Cursor {
  readonly list: AsyncGenerator<StoredItem>;
  /** Undefined at the end of the list. */
  head: StoredItem | undefined;
}

/** Items of several partitions of the `by-time` index as one list, newest first; holds no more than a page of each. */
export async function* mergeNewest(table: Table, partitions: readonly string[]): AsyncGenerator<StoredItem> {
  const lists = partitions.map((partition) => listTimes(table, partition, { descending: true }));
  const cursors = lists.map((list): Cursor => ({ list, head: undefined }));
  for (const cursor of cursors) await advance(cursor);
  for (let newest = findNewest(cursors); newest?.head !== undefined; newest = findNewest(cursors)) {
    yield newest.head;
    await advance(newest);
  }
}

async function advance(cursor: Cursor): Promise<void> {
  const next = await cursor.list.next();
  cursor.head = next.done === true ? undefined : next.value;
}

function findNewest(cursors: readonly Cursor[]): Cursor | undefined {
  return cursors.reduce<Cursor | undefined>(
    (newest, cursor) => (timeOf(cursor) > timeOf(newest) ? cursor : newest),
    undefined,
  );
}

function timeOf(cursor: Cursor | undefined): string {
  return cursor?.head?.index?.at ?? '';
}
