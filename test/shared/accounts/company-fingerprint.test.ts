import { expect, it } from 'vitest';
import { compareCompany, findAccountOfCompany, verifyCompany } from '../../../shared/accounts/company-fingerprint.ts';
import { type CubiCasaClient, NotFoundError, RefusedError } from '../../../shared/cubicasa/index.ts';
import { createMemoryTable } from '../../support/memory-table.ts';

interface Shown {
  readonly id?: string;
  readonly orders?: readonly string[];
  readonly users?: readonly string[];
}

function clientOf({ id, orders = [], users = [] }: Shown): CubiCasaClient {
  const toItems = (ids: readonly string[]) => ids.map((one) => ({ id: one }));
  const get = async (order: string) => {
    if (!orders.includes(order)) throw new NotFoundError('not there', { operation: 'getOrder' });
  };
  return {
    company: { get: async () => ({ id }) },
    orders: { page: async () => ({ items: toItems(orders) }), get },
    users: { page: async () => ({ items: toItems(users) }), list: () => toItems(users) },
  } as unknown as CubiCasaClient;
}

const pinned = (account: string, apiKey: string, shown: Shown) => {
  return { account, apiKey, baseUrl: null, client: clientOf(shown) };
};

it.each([
  ['the same information', { id: 'c' }, { id: 'c' }, 'first'],
  ['other information', { id: 'c' }, { id: 'd' }, undefined],
  ['an order of it', { orders: ['o'] }, { orders: ['o', 'p'] }, 'first'],
  ['none of its orders', { orders: ['o'] }, { orders: ['p'] }, undefined],
  ['a user of it', { users: ['u'] }, { users: ['u'] }, 'first'],
  ['nothing, to be told from nothing', {}, {}, undefined],
] as const)('another key shows %s', async (_, known, shown, found) => {
  const table = createMemoryTable();
  await verifyCompany(table, pinned('first', 'key-1', known));
  const asked = pinned('second', 'key-2', shown);
  expect(await findAccountOfCompany(table, ['unpinned', 'first'], asked)).toBe(found);
});

it('knows the same key for the same company, whatever that shows', async () => {
  const table = createMemoryTable();
  await verifyCompany(table, pinned('first', 'key-1', {}));
  expect(await findAccountOfCompany(table, ['first'], pinned('second', 'key-1', {}))).toBe('first');
});

it('takes an order that is refused for one of another company', async () => {
  const table = createMemoryTable();
  const refusing = { ...pinned('second', 'key-2', { orders: ['b'] }) };
  refusing.client.orders.get = () =>
    Promise.reject(new RefusedError('refused', { operation: 'getOrder', status: 403 }));
  await verifyCompany(table, pinned('first', 'key-1', { orders: ['a'] }));
  expect(await findAccountOfCompany(table, ['first'], refusing)).toBeUndefined();
  expect(await compareCompany(table, { ...refusing, account: 'first' })).toBe('other');
});

it.each([
  ['without company information is another company', { orders: ['o'] }, 'other'],
  ['with the same company information is the same company', { id: 'c', orders: ['o'] }, 'same'],
] as const)('another base address %s', async (_, shown, expected) => {
  const table = createMemoryTable();
  await verifyCompany(table, pinned('first', 'key-1', shown));
  const elsewhere = { ...pinned('first', 'key-2', shown), baseUrl: 'https://api.example' };
  expect(await compareCompany(table, elsewhere)).toBe(expected);
});
