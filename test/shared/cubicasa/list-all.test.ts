import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextOffset } from '../../../shared/cubicasa/pagination.ts';
import { collect, createFakeApi, json, page, rejection } from './fake-api.ts';

test.each<[string, Parameters<typeof nextOffset>, number | null]>([
  ['the documented example would skip one', [{ has_more: true, next_offset: 21 }, 0, 20], 20],
  ['a smaller next offset is followed', [{ has_more: true, next_offset: 15 }, 0, 20], 15],
  ['a missing next offset is counted', [{ has_more: true }, 40, 20], 60],
  ['a limit of 0 means nothing', [{ has_more: true, limit: 0, next_offset: 20 }, 0, 20], 20],
  ['no more', [{ has_more: false, next_offset: 20 }, 0, 20], null],
  ['no pagination at all', [null, 0, 20], null],
  ['no word about more, but a next offset', [{ next_offset: 20 }, 0, 20], 20],
  ['no word about more', [{ limit: 20 }, 0, 20], null],
  ['an empty page', [{ has_more: true, next_offset: 20 }, 0, 0], null],
  ['an offset that does not grow', [{ has_more: true, next_offset: 20 }, 20, 20], null],
])('%s', (_, input, next) => {
  expect(nextOffset(...input)).toBe(next);
});

type Reading = 'exact' | 'skipping' | 'one-based';

interface Change {
  readonly at: number;
  readonly insert: boolean;
}

/** A list that changes between two pages, under each reading of its offsets. */
function createChangingList(
  start: number,
  changes: readonly (readonly Change[])[],
  reading: Reading,
  lastNext: unknown,
) {
  const items = Array.from({ length: start }, (_, index) => `s${index}`);
  const removed = new Set<string>();
  let made = 0;
  const api = createFakeApi(({ url }, call) => {
    const query = new URL(url).searchParams;
    const limit = Number(query.get('limit'));
    const from = reading === 'one-based' ? Math.max(0, Number(query.get('offset')) - 1) : Number(query.get('offset'));
    const shown = items.slice(from, from + limit);
    const more = from + shown.length < items.length;
    const next = Number(query.get('offset')) + shown.length + (reading === 'exact' ? 0 : 1);
    apply(changes[call - 1] ?? []);
    const pagination = { has_more: more, limit: 0, next_offset: more ? next : lastNext };
    return page(
      shown.map((id) => ({ id })),
      pagination,
    );
  });

  function apply(changesNow: readonly Change[]): void {
    for (const { at, insert } of changesNow) {
      const index = at % (items.length + 1);
      if (insert) items.splice(index, 0, `n${made++}`);
      else for (const id of items.splice(index, 1)) removed.add(id);
    }
  }
  return { ...api, standing: () => items.filter((id) => id.startsWith('s')), removed };
}

const change = fc.record({ at: fc.nat(200), insert: fc.boolean() });

describe('a listing', () => {
  test('shows everything that stood still exactly once, whatever comes and goes between pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(120),
        fc.array(fc.array(change, { maxLength: 12 }), { maxLength: 12 }),
        fc.constantFrom<Reading>('exact', 'skipping', 'one-based'),
        fc.constantFrom(null, undefined, 0, 7),
        fc.integer({ min: 2, max: 25 }),
        async (start, changes, reading, lastNext, limit) => {
          const list = createChangingList(start, changes, reading, lastNext);
          const ids = (await collect(list.client.orders.list({ limit }))).map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          expect(list.standing().filter((id) => !ids.includes(id))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('asks once for each page of a quiet list', async () => {
    const list = createChangingList(90, [], 'skipping', null);
    expect(await collect(list.client.users.list())).toHaveLength(90);
    expect(list.requests).toHaveLength(5);
  });

  test('may be a bare array', async () => {
    const { client } = createFakeApi(() => json([{ id: 'c1' }, { id: 'c2', status: 'open' }]));
    expect(await collect(client.changeRequests.list('a'))).toHaveLength(2);
  });

  test('that ignores the offset ends in an error instead of never', async () => {
    const same = Array.from({ length: 20 }, (_, index) => ({ id: `${index}` }));
    const { client } = createFakeApi(() => page(same, { has_more: true }));
    expect(await rejection(collect(client.orders.list()))).toMatchObject({ name: 'UpstreamError' });
  });

  test('leaves out what has no id and says so', async () => {
    const drift: string[] = [];
    const { client } = createFakeApi(() => page([{ id: 'a', info: null }, {}, 7]), {
      onDrift: ({ kind, path }) => drift.push(`${kind} ${path}`),
    });
    expect(await collect(client.orders.list())).toEqual([{ id: 'a', info: null }]);
    expect(drift).toEqual(['missing-field items[].id', 'wrong-type items[]']);
    expect(await client.orders.page()).toMatchObject({ items: [{ id: 'a' }], unreadable: 2 });
  });
});

describe('a page size that is refused', () => {
  test('becomes 20, and stays so', async () => {
    const { client, requests } = createFakeApi(({ url }) => (url.includes('limit=50') ? json({}, 400) : page([])));
    await client.orders.page({ limit: 50 });
    await client.orders.page({ limit: 50 });
    expect(requests.map(({ url }) => new URL(url).searchParams.get('limit'))).toEqual(['50', '20', '20']);
  });
  test('is kept when something else was refused', async () => {
    const { client, requests } = createFakeApi((_, call) => (call < 3 ? json({}, 400) : page([])));
    expect(await rejection(client.orders.page({ limit: 50, status: ['New'] }))).toMatchObject({ status: 400 });
    await client.orders.page({ limit: 50 });
    expect(requests.map(({ url }) => new URL(url).searchParams.get('limit'))).toEqual(['50', '20', '50']);
  });
});

test.each([
  [1, '2'],
  [2, '2'],
  [50, '50'],
])('pages of %i items are asked for with %s, since one item could not overlap', async (limit, asked) => {
  const { client, requests } = createFakeApi(() => page([]));
  await collect(client.orders.list({ limit }));
  expect(requests.map(({ url }) => new URL(url).searchParams.get('limit'))).toEqual([asked]);
});
