import { expect, test } from 'vitest';
import { creatorByEmail } from '../company/create-user.ts';
import { deliver } from '../company/deliver.ts';
import { scanHouse } from '../company/scan.ts';
import type { Switches } from '../company/switches.ts';
import { ANA, createDriver } from './driver.ts';

interface Page {
  readonly pagination: { readonly has_more: boolean; readonly limit: number; readonly next_offset?: number | null };
  readonly items: readonly { readonly id: string; readonly info: { readonly status: string } }[];
}

function listing(switches: Partial<Switches> = {}, orders = 45) {
  const driver = createDriver(switches);
  const scanner = creatorByEmail(driver.company, ANA);
  for (let count = 0; count < orders; count++) {
    driver.clock.now += 1_000;
    scanHouse(driver.company, { scanner });
  }
  const newestFirst = [...driver.company.orders.keys()].reverse();
  return { ...driver, newestFirst, page: (query: string) => driver.read<Page>(`GET /orders?${query}`) };
}

test('the default page has the 20 newest orders', () => {
  const { page, newestFirst } = listing();
  const { items, pagination } = page('');
  expect(items.map(({ id }) => id)).toEqual(newestFirst.slice(0, 20));
  expect(pagination).toEqual({ has_more: true, limit: 20, next_offset: 20, previous_offset: 0 });
});

test('the last page says so', () => {
  const { page } = listing();
  expect(page('offset=40').pagination).toMatchObject({ has_more: false, next_offset: null });
  expect(page('offset=400').items).toEqual([]);
});

test('following next_offset alone loses one order in one reading and none in the others', () => {
  const lost = (['exact', 'skipping', 'one-based'] as const).map((paginationOffset) => {
    const { page, newestFirst } = listing({ paginationOffset });
    const seen = new Set<string>();
    for (let offset: number | null = 0; offset !== null; ) {
      const { items, pagination } = page(`offset=${offset}`);
      for (const { id } of items) seen.add(id);
      offset = pagination.has_more ? (pagination.next_offset ?? null) : null;
    }
    return newestFirst.length - seen.size;
  });
  expect(lost).toEqual([0, 2, 0]);
});

test('the status can be repeated, and a wrong one is refused', () => {
  const { page, delivered, call } = listing({}, 3);
  delivered();
  expect(page('status=Ready').items).toHaveLength(1);
  expect(page('status=Pending&status=Ready').items.map(({ info }) => info.status)).toEqual([
    'Ready',
    'Pending',
    'Pending',
    'Pending',
  ]);
  expect(call('GET /orders?status=processing').status).toBe(400);
});

test.each(['limit=0', 'limit=x', 'offset=-1', 'limit=51'])('%s is a 400', (query) => {
  expect(listing({}, 0).call(`GET /orders?${query}`).status).toBe(400);
});

test('oldest first turns the list around', () => {
  const { page, newestFirst } = listing({ listOrder: 'oldest-first' });
  expect(page('limit=5&offset=42').items.map(({ id }) => id)).toEqual(newestFirst.slice(0, 3).reverse());
});

test('an order keeps its place in the list when its status changes', () => {
  const { page, newestFirst, company } = listing({}, 5);
  const id = newestFirst[3] ?? '';
  deliver(company, id, 'products_2d');
  expect(page('status=Ready').items.map((item) => item.id)).toEqual([id]);
  expect(page('').items.map((item) => item.id)).toEqual(newestFirst);
});
