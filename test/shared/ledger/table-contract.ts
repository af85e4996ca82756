import { beforeEach, describe, expect, test } from 'vitest';
import { type Page, StaleItemError, type Table } from '../../../shared/ledger/table.ts';

const KEY = { pk: 'default#order#o1', sk: 'order' };

/** What every ledger table does, whichever it is. `create` gives an empty one. */
export function describeTable(name: string, create: () => Promise<Table>): void {
  describe(name, () => {
    let table: Table;
    beforeEach(async () => {
      table = await create();
    });

    test('gives back what was put, whole and typed as it was', async () => {
      const data = { v: 1, text: '', number: 1.5, none: null, list: [1, { deep: [] }], flag: false };
      const index = { partition: 'default#open', at: '2026-01-01T00:00:00.000Z' };
      const stored = await table.put({ ...KEY, data, index, expiresAt: 4_000_000_000 }, 'absent');
      expect(await table.get(KEY)).toEqual(stored);
      expect(stored).toMatchObject({ ...KEY, data, index, expiresAt: 4_000_000_000 });
    });

    test('has nothing where nothing was put', async () => {
      expect(await table.get(KEY)).toBeUndefined();
    });

    test('a put replaces the whole item, its index entry and expiry included', async () => {
      const index = { partition: 'default#open', at: '1' };
      const { rev } = await table.put({ ...KEY, data: { v: 1, a: 1 }, index, expiresAt: 4_000_000_000 }, 'absent');
      const replaced = await table.put({ ...KEY, data: { v: 1, b: 2 } }, rev);
      expect(await table.get(KEY)).toEqual({ ...KEY, data: { v: 1, b: 2 }, rev: replaced.rev });
      expect((await table.listByTime('default#open')).items).toEqual([]);
    });

    test('refuses a put that expects nothing where something is', async () => {
      await table.put({ ...KEY, data: { v: 1 } }, 'absent');
      await expect(table.put({ ...KEY, data: { v: 1 } }, 'absent')).rejects.toThrow(StaleItemError);
    });

    test('refuses a put on a rev that is not the last, and on one of a missing item', async () => {
      const { rev } = await table.put({ ...KEY, data: { v: 1 } }, 'absent');
      await table.put({ ...KEY, data: { v: 1, second: true } }, rev);
      await expect(table.put({ ...KEY, data: { v: 1 } }, rev)).rejects.toThrow(StaleItemError);
      await expect(table.put({ pk: 'x', sk: 'y', data: { v: 1 } }, 7)).rejects.toThrow(StaleItemError);
    });

    test('of two writers on one rev exactly one wins', async () => {
      const { rev } = await table.put({ ...KEY, data: { v: 1 } }, 'absent');
      const writes = ['a', 'b'].map((by) => table.put({ ...KEY, data: { v: 1, by } }, rev));
      const results = await Promise.allSettled(writes);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    test('a put under any expectation makes what the writers before it expected stale', async () => {
      const first = await table.put({ ...KEY, data: { v: 1 } }, 'any');
      await table.put({ ...KEY, data: { v: 1, again: true } }, 'any');
      await expect(table.put({ ...KEY, data: { v: 1 } }, first.rev)).rejects.toThrow(StaleItemError);
    });

    test('an item removed and made anew does not meet an old expectation', async () => {
      const { rev } = await table.put({ ...KEY, data: { v: 1 } }, 'absent');
      await table.remove(KEY, rev);
      await table.put({ ...KEY, data: { v: 1, anew: true } }, 'absent');
      await expect(table.remove(KEY, rev)).rejects.toThrow(StaleItemError);
      expect((await table.get(KEY))?.data).toEqual({ v: 1, anew: true });
    });

    test('removes under the right expectation, and what is not there under any', async () => {
      await table.put({ ...KEY, data: { v: 1 } }, 'absent');
      await expect(table.remove(KEY, 1)).rejects.toThrow(StaleItemError);
      await table.remove(KEY, 'any');
      await table.remove(KEY, 'any');
      expect(await table.get(KEY)).toBeUndefined();
      await expect(table.remove(KEY, 5)).rejects.toThrow(StaleItemError);
    });

    test('gets many, more than one call holds, repeated and missing keys included', async () => {
      const keys = Array.from({ length: 130 }, (_, number) => ({ pk: `p${number}`, sk: 's' }));
      for (const key of keys.slice(0, 120)) await table.put({ ...key, data: { v: 1 } }, 'absent');
      const items = await table.getMany([...keys, ...keys.slice(0, 5)]);
      expect(items.map(({ pk }) => pk).sort()).toEqual(
        keys
          .slice(0, 120)
          .map(({ pk }) => pk)
          .sort(),
      );
      expect(await table.getMany([])).toEqual([]);
    });

    test('lists one partition in the order of its sort keys, by prefix, both ways, in pages', async () => {
      for (const sk of ['revision#2', 'order', 'revision#1', 'revision#3'])
        await table.put({ pk: 'p', sk, data: { v: 1 } }, 'any');
      await table.put({ pk: 'q', sk: 'revision#9', data: { v: 1 } }, 'any');
      expect(await all((after) => table.list('p', { after }))).toEqual([
        'order',
        'revision#1',
        'revision#2',
        'revision#3',
      ]);
      const newest = (after?: string) => table.list('p', { prefix: 'revision#', descending: true, limit: 2, after });
      expect((await newest()).items.map(({ sk }) => sk)).toEqual(['revision#3', 'revision#2']);
      expect(await all(newest)).toEqual(['revision#3', 'revision#2', 'revision#1']);
    });

    test('lists one partition of the time index between two instants that belong to it, in pages', async () => {
      for (const at of ['3', '1', '2', '5', '4']) {
        await table.put({ pk: `p${at}`, sk: at, data: { v: 1 }, index: { partition: 'agenda', at } }, 'any');
      }
      await table.put({ pk: 'other', sk: '9', data: { v: 1 }, index: { partition: 'elsewhere', at: '2' } }, 'any');
      await table.put({ pk: 'none', sk: '9', data: { v: 1 } }, 'any');
      expect(await all((after) => table.listByTime('agenda', { after, limit: 2 }))).toEqual(['1', '2', '3', '4', '5']);
      expect(await all((after) => table.listByTime('agenda', { since: '2', until: '4', after }))).toEqual([
        '2',
        '3',
        '4',
      ]);
      expect(await all((after) => table.listByTime('agenda', { until: '2', after }))).toEqual(['1', '2']);
      expect(await all((after) => table.listByTime('agenda', { since: '4', descending: true, after }))).toEqual([
        '5',
        '4',
      ]);
    });

    test('an item that moves in time is found where it is now only', async () => {
      const { rev } = await table.put({ ...KEY, data: { v: 1 }, index: { partition: 'agenda', at: '1' } }, 'absent');
      await table.put({ ...KEY, data: { v: 1 }, index: { partition: 'agenda', at: '7' } }, rev);
      const { items } = await table.listByTime('agenda');
      expect(items.map(({ index }) => index?.at)).toEqual(['7']);
    });
  });
}

/** Sort keys over all pages. */
async function all(load: (after?: string) => Promise<Page>): Promise<string[]> {
  const found: string[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await load(after);
    found.push(...items.map(({ sk }) => sk));
    after = next;
  } while (after !== undefined);
  return found;
}
