import { describe, expect, it } from 'vitest';
import { createAccountClients, NoKeyError, NotPermittedError } from '../../../shared/accounts/account-client.ts';
import { CompanyMismatchError } from '../../../shared/accounts/company-fingerprint.ts';
import { createSecretStore } from '../../../shared/accounts/secret-store.ts';
import { type CubiCasaClient, NotFoundError, RefusedError, UpstreamError } from '../../../shared/cubicasa/index.ts';
import { createMemoryTable } from '../../support/memory-table.ts';
import { START } from '../../support/order-builder.ts';

interface Company {
  /** What company information tells; nothing where the operation is not there, null where the key may not ask. */
  readonly id?: string | null;
  readonly orderIds: readonly string[];
  /** Nothing where the key may not list users. */
  readonly userIds?: readonly string[];
}

function createRig() {
  const rig = {
    now: START,
    apiKey: 'key-1',
    companies: new Map<string, Company>([['key-1', { id: 'acme', orderIds: ['order-1'] }]]),
    clients: 0,
    /** Thrown in place of a page of orders. */
    failure: undefined as Error | undefined,
  };
  const missing = new NotFoundError('not there', { operation: 'getCompany', status: 404 });
  const refused = new RefusedError('refused', { operation: 'getOrder', status: 401 });
  const createClient = ({ apiKey }: { apiKey: string }): CubiCasaClient => {
    rig.clients += 1;
    const company = (): Company => {
      const found = rig.companies.get(apiKey);
      if (found === undefined) throw refused;
      return found;
    };
    const users = () => {
      const { userIds } = company();
      if (userIds === undefined) throw refused;
      return userIds.map((id) => ({ id }));
    };
    const client = {
      company: {
        get: async () => {
          const { id } = company();
          if (id === undefined) throw missing;
          if (id === null) throw refused;
          return { id };
        },
      },
      orders: {
        page: async () => {
          if (rig.failure !== undefined) throw rig.failure;
          return { items: company().orderIds.map((id) => ({ id })), pagination: null, nextOffset: null };
        },
        get: async (id: string) => {
          if (!company().orderIds.includes(id)) throw missing;
          return { id };
        },
      },
      users: {
        page: async () => ({ items: users().slice(0, 10), pagination: null, nextOffset: null }),
        list: async function* () {
          yield* users();
        },
      },
    };
    return client as unknown as CubiCasaClient;
  };
  const read = async () => JSON.stringify({ apiKey: rig.apiKey, webhookToken: 't' });
  const secrets = createSecretStore({ read, now: () => rig.now });
  const table = createMemoryTable();
  const restart = () => createAccountClients({ secrets, table, createClient });
  const clients = restart();
  const order = () => clients.use('default', (client) => client.orders.get('order-1'));
  return { rig, clients, order, restart };
}

describe('an account’s client', () => {
  it('is kept while its key stays', async () => {
    const { rig, order } = createRig();
    await order();
    await order();
    expect(rig.clients).toBe(1);
  });

  it('takes a rotated key as soon as the old one is refused', async () => {
    const { rig, order } = createRig();
    await order();
    rig.companies = new Map([['key-2', { id: 'acme', orderIds: ['order-1'] }]]);
    rig.apiKey = 'key-2';
    rig.now += 31_000;
    expect(await order()).toEqual({ id: 'order-1' });
  });

  it('asks Secrets Manager at most once in 30 s about a key that stays refused', async () => {
    const { rig, order } = createRig();
    rig.companies.clear();
    await expect(order()).rejects.toThrow(RefusedError);
    await expect(order()).rejects.toThrow(RefusedError);
  });

  it('tells what is refused with a key that works from a key that is refused', async () => {
    const { rig, clients } = createRig();
    const forbidden = new RefusedError('refused', { operation: 'deleteUser', status: 403 });
    const work = () => Promise.reject(forbidden);
    await expect(clients.use('default', work)).rejects.toThrow(NotPermittedError);
    rig.failure = new UpstreamError('away', { operation: 'listOrders', reason: 'unavailable' });
    await expect(clients.use('default', work)).rejects.toBe(rig.failure);
    rig.failure = new NotFoundError('not there', { operation: 'listOrders', status: 404 });
    await expect(clients.use('default', work)).rejects.toBe(forbidden);
    rig.failure = undefined;
    rig.companies.clear();
    await expect(clients.use('default', work)).rejects.toBe(forbidden);
  });

  it('is none the worse for company information that the key may not ask for', async () => {
    const { rig, order } = createRig();
    rig.companies.set('key-1', { id: null, orderIds: ['order-1'] });
    expect(await order()).toEqual({ id: 'order-1' });
  });

  it('is none without a key', async () => {
    const { rig, clients } = createRig();
    rig.apiKey = '';
    await expect(clients.open('default')).rejects.toThrow(NoKeyError);
  });

  it('takes a key that was filled in meanwhile, though the empty secret is not five minutes old yet', async () => {
    const { rig, order } = createRig();
    rig.apiKey = '';
    await expect(order()).rejects.toThrow(NoKeyError);
    rig.apiKey = 'key-1';
    rig.now += 31_000;
    expect(await order()).toEqual({ id: 'order-1' });
  });
});

describe('[P7] a key of another company', () => {
  async function changeKey(company: Company, first: Company = { id: 'acme', orderIds: ['order-1'] }) {
    const { rig, clients } = createRig();
    rig.companies.set('key-1', first);
    await clients.open('default');
    rig.companies.set('key-2', company);
    rig.apiKey = 'key-2';
    rig.now += 600_000;
    return clients.open('default');
  }

  it('is refused by what company information tells', async () => {
    await expect(changeKey({ id: 'other', orderIds: ['order-1'] })).rejects.toThrow(CompanyMismatchError);
  });

  it('is refused where it cannot see any order of the sample', async () => {
    const untold: Company = { orderIds: ['order-1'] };
    await expect(changeKey({ orderIds: ['order-9'] }, untold)).rejects.toThrow(CompanyMismatchError);
  });

  it('is no other where it can see one of them', async () => {
    await expect(changeKey({ orderIds: ['order-9', 'order-1'] }, { orderIds: ['order-1'] })).resolves.toBeDefined();
  });

  it('is refused by the users where the company shows neither information nor orders', async () => {
    const quiet = (...userIds: string[]): Company => ({ orderIds: [], userIds });
    await expect(changeKey(quiet('bo'), quiet('ann'))).rejects.toThrow(CompanyMismatchError);
    await expect(changeKey({ orderIds: [] }, quiet('ann'))).rejects.toThrow(CompanyMismatchError);
    await expect(changeKey(quiet('bo', 'ann'), quiet('ann'))).resolves.toBeDefined();
  });

  it('is taken where nothing can be compared: information was all there was, and it is told no more', async () => {
    await expect(changeKey({ orderIds: [] }, { id: 'acme', orderIds: [] })).resolves.toBeDefined();
  });

  it('is no other where a user of the sample is far down the list', async () => {
    const others = Array.from({ length: 200 }, (_, index) => `user-${index}`);
    const grown: Company = { orderIds: ['order-9'], userIds: [...others, 'ann'] };
    await expect(changeKey(grown, { orderIds: [], userIds: ['ann'] })).resolves.toBeDefined();
  });

  it('is refused once a company that showed nothing at first has shown an order, before any restart', async () => {
    const { rig, clients } = createRig();
    rig.companies.set('key-1', { orderIds: [] });
    await clients.open('default');
    rig.companies.set('key-1', { orderIds: ['order-1'] });
    await clients.open('default');
    expect(rig.clients).toBe(1);
    rig.companies.set('key-2', { orderIds: ['order-9'] });
    rig.apiKey = 'key-2';
    rig.now += 600_000;
    await expect(clients.open('default')).rejects.toThrow(CompanyMismatchError);
  });

  it('is refused by its orders too once there are any, though users were all that it was pinned by', async () => {
    const { rig, clients, restart } = createRig();
    rig.companies.set('key-1', { orderIds: [], userIds: ['ann'] });
    await clients.open('default');
    rig.companies.set('key-1', { orderIds: ['order-1'], userIds: ['ann'] });
    await restart().open('default');
    rig.companies.set('key-2', { orderIds: ['order-9'], userIds: ['ann'] });
    rig.apiKey = 'key-2';
    rig.now += 600_000;
    await expect(restart().open('default')).rejects.toThrow(CompanyMismatchError);
  });

  it('pins once where several workers meet the company at the same time', async () => {
    const { rig, restart } = createRig();
    rig.companies.set('key-1', { orderIds: [], userIds: ['ann'] });
    await expect(Promise.all([1, 2, 3].map(() => restart().open('default')))).resolves.toHaveLength(3);
  });
});
