import { describe, expect, it } from 'vitest';
import { fanOutOrder } from '../../../functions/order-fan-out/fan-out-order.ts';
import { createAccountClients } from '../../../shared/accounts/account-client.ts';
import { saveRegistration } from '../../../shared/accounts/registration.ts';
import {
  type CubiCasaClient,
  CubiCasaError,
  NotFoundError,
  type Order,
  RefusedError,
  UpstreamError,
} from '../../../shared/cubicasa/index.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import { listHashes } from '../../../shared/orders/order-content.ts';
import { newOrderRecord, saveOrder } from '../../../shared/orders/order-record.ts';
import { saveSweepRun } from '../../../shared/orders/sweep-run.ts';
import { createFanOutRig } from '../../support/fan-out-rig.ts';
import { buildOrder, floorplans } from '../../support/order-builder.ts';

const operation = 'getOrder';

describe('[P6] accounts and orders that fail', () => {
  it('parks the account at the first refusal and says so once; nothing is dead-lettered, one probe brings it back', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    rig.failure = new RefusedError('refused', { operation, status: 401 });
    await rig.ready();
    await rig.ready();
    expect(rig.reports.filter((code) => code === 'account-parked')).toHaveLength(1);
    expect(rig.reads).toBe(1);
    rig.failure = undefined;
    rig.advance(2);
    await rig.look({ cause: 'probe' });
    expect(rig.kinds()).toEqual(['first-delivery']);
    expect(rig.reports).toContain('account-resumed');
    expect(rig.deadLetters).toEqual([]);
  });

  it('[P1] looks again after a read that a minute’s wait was cut short for, since it may be from before the hint', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder({ status: 'Pending' }));
    await rig.look({ hint: { status: 'Pending', previousStatus: 'Draft', productType: null } });
    rig.advance(20);
    rig.failure = new RefusedError('refused', { operation, status: 401 });
    await rig.ready();
    rig.failure = undefined;
    await rig.look({ cause: 'probe' });
    expect(await rig.agenda()).toMatchObject([{ reason: 'stale-read' }]);
  });

  it('parks after five failures in a row of an API that is away', async () => {
    const rig = createFanOutRig();
    rig.failure = new UpstreamError('away', { operation, reason: 'unavailable' });
    for (let order = 1; order <= 8; order++) await rig.look({ orderId: `order-${order}` });
    expect(rig.reads).toBe(5);
    expect(rig.reports.filter((code) => code === 'account-parked')).toHaveLength(1);
    expect(await rig.agenda('order-8')).toMatchObject([{ reason: 'parked' }]);
  });

  it('parks nobody for one order that is never answered, asks for it ever less and gives it up after days', async () => {
    const rig = createFanOutRig();
    rig.failure = new UpstreamError('cut off', { operation, reason: 'unavailable' });
    await rig.ready();
    for (let hours = 0; hours < 72; hours++) {
      rig.advance(60);
      await rig.look({ cause: 'agenda' });
    }
    expect(rig.reports).not.toContain('account-parked');
    expect(rig.deadLetters).toEqual([]);
    for (let hours = 72; hours < 110; hours++) {
      rig.advance(60);
      await rig.look({ cause: 'agenda' });
    }
    expect(rig.deadLetters).toEqual(['getOrder: cut off']);
  });

  it('parks nobody for two orders that are never answered', async () => {
    const rig = createFanOutRig();
    rig.failure = new UpstreamError('500', { operation, reason: 'unavailable' });
    for (const minutes of [0, 1, 2]) {
      rig.advance(minutes);
      for (const orderId of ['order-1', 'order-2']) await rig.look({ orderId, cause: 'agenda' });
    }
    expect(rig.reports).not.toContain('account-parked');
  });

  it('looks for changed files once the account is back, since a Ready was missed meanwhile', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    rig.validators = { 'listing_floorplans/jpg_urls[0]': 'a' };
    await rig.ready();
    rig.failure = new RefusedError('refused', { operation, status: 401 });
    await rig.ready();
    rig.validators = { 'listing_floorplans/jpg_urls[0]': 'b' };
    rig.failure = undefined;
    rig.advance(2);
    await rig.look({ cause: 'probe' });
    expect(rig.kinds()).toEqual(['first-delivery', 'quick-edit']);
  });

  it('backs off a poisoned order in the agenda, then dead-letters it with its reason', async () => {
    const rig = createFanOutRig();
    rig.failure = new CubiCasaError('unreadable answer', { operation });
    await rig.ready();
    for (let time = 0; time < 10; time++) {
      rig.advance(60);
      await rig.look({ cause: 'agenda' });
    }
    expect(rig.deadLetters).toHaveLength(1);
    expect(await rig.agenda()).toEqual([]);
  });

  it('[P5] finds by the redrive what the looks that were given up had been for', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    rig.validators = { 'listing_floorplans/jpg_urls[0]': 'a' };
    await rig.ready();
    rig.failure = new CubiCasaError('unreadable answer', { operation });
    rig.validators = { 'listing_floorplans/jpg_urls[0]': 'b' };
    await rig.ready();
    for (let time = 0; time < 10; time++) {
      rig.advance(60);
      await rig.look({ cause: 'agenda' });
    }
    rig.failure = undefined;
    rig.advance(60);
    await rig.look(...rig.letters);
    expect(rig.kinds()).toEqual(['first-delivery', 'quick-edit']);
  });
});

describe('[P6] an order that always fails', () => {
  it('goes to the agenda and lets its group go on, where what was read cannot be worked on', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder({ info: { created_at: 1e18 } }));
    await rig.ready();
    expect(await rig.agenda()).toMatchObject([{ reason: 'failed', attempt: 1 }]);
    for (let look = 0; look < 10; look++) {
      rig.advance(60);
      await rig.look({ cause: 'agenda' });
    }
    expect(rig.deadLetters).toHaveLength(1);
  });

  it('uses up its budget although sweeps ask for it every quarter of an hour and an earlier look is due', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    await rig.ready();
    rig.failure = new CubiCasaError('unreadable answer', { operation });
    const before = rig.reads;
    for (let minute = 0; minute < 420; minute++) {
      rig.advance(1);
      const due = (await rig.agenda()).some(({ dueAt }) => Date.parse(dueAt) <= rig.now);
      if (due) await rig.look({ cause: 'agenda' });
      if (minute % 15 === 0 && rig.deadLetters.length === 0) await rig.look({ cause: 'sweep', sweep: 'open' });
    }
    expect(rig.deadLetters).toHaveLength(1);
    expect(rig.reads - before).toBeLessThan(50);
    expect(await rig.agenda()).toEqual([]);
  });
});

describe('orders that vanish', () => {
  it('sends `removed` when a second read a minute later also finds nothing', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder({ status: 'Draft' }));
    await rig.look();
    rig.orders.delete('order-1');
    rig.advance(5);
    await rig.look({ cause: 'sweep', sweep: 'open' });
    expect(rig.kinds()).toEqual(['draft']);
    rig.advance(1);
    await rig.look({ cause: 'agenda' });
    expect(rig.kinds()).toEqual(['draft', 'removed']);
    expect(await rig.record()).toMatchObject({ removed: true });
  });

  it('measures their share by the last full listing, not by how many orders the account began with', async () => {
    const rig = createFanOutRig();
    const at = new Date(rig.now).toISOString();
    const begun = { v: 1, generation: 1, startedAt: at, completedAt: at, orders: 3 };
    await rig.table.put({ ...keys.baseline('default'), data: begun }, 'any');
    const run = { v: 1, kind: 'full', startedAt: at, completedAt: at, drifted: 0, refusedStatuses: [] } as const;
    await saveSweepRun(rig.table, 'default', { ...run, orders: 10_000 });
    for (const id of ['order-1', 'order-2']) {
      rig.orders.set(id, buildOrder({ id, status: 'Draft' }));
      await rig.look({ orderId: id });
      rig.orders.delete(id);
      await rig.look({ orderId: id, cause: 'sweep', sweep: 'open' });
    }
    rig.advance(1);
    for (const orderId of ['order-1', 'order-2']) await rig.look({ orderId, cause: 'agenda' });
    expect(rig.kinds()).toEqual(['draft', 'draft', 'removed', 'removed']);
  });

  it('holds removals beyond five in an hour for a person', async () => {
    const rig = createFanOutRig();
    await rig.removeDrafts(8);
    expect(rig.kinds().filter((kind) => kind === 'removed')).toHaveLength(5);
    expect(rig.reports.filter((code) => code === 'revision-held')).toHaveLength(3);
  });

  it('tells of a held removal again each day, since the first report may have been lost in a crash', async () => {
    const rig = createFanOutRig();
    await rig.removeDrafts(6);
    const told = () => rig.reports.filter((code) => code === 'revision-held').length;
    expect(told()).toBe(1);
    rig.advance(24 * 60);
    await rig.look({ orderId: 'order-5', cause: 'agenda' });
    expect(told()).toBe(2);
  });

  it('asks four times for an order that nobody knows and then lets it be', async () => {
    const rig = createFanOutRig();
    await rig.ready();
    for (const wait of [1, 4, 15]) {
      rig.advance(wait);
      await rig.look({ cause: 'agenda' });
    }
    expect(await rig.agenda()).toEqual([]);
    expect(rig.reads).toBe(4);
    expect(await rig.record()).toBeUndefined();
  });
});

describe('a storm of equal changes', () => {
  it('holds changes at one path that reach over 5 % of fifty unasked reads', async () => {
    const rig = createFanOutRig();
    const ids = Array.from({ length: 120 }, (_, index) => `order-${index}`);
    for (const id of ids) {
      rig.orders.set(id, buildOrder({ id }));
      await rig.look({ orderId: id });
    }
    rig.advance(60);
    for (const id of ids.slice(0, 60)) await rig.look({ orderId: id, cause: 'sweep', sweep: 'deep' });
    const before = rig.sent.length;
    for (const id of ids.slice(60)) {
      rig.orders.set(id, buildOrder({ id, address: { latitude: 39.80001 } }));
      await rig.look({ orderId: id, cause: 'sweep', sweep: 'deep' });
    }
    expect(rig.sent.length - before).toBeLessThan(8);
    expect(rig.reports).toContain('revision-held');
  });
});

describe('[P2] repairs', () => {
  it('are none on a transition whose trigger is not subscribed', async () => {
    const rig = createFanOutRig();
    const at = new Date(rig.now).toISOString();
    await saveRegistration(rig.table, 'default', { v: 1, triggers: ['moved_to_ready'], keep: [], urlDigest: '', at });
    rig.orders.set('order-1', buildOrder({ status: 'Draft' }));
    await rig.look({ cause: 'sweep', sweep: 'open' });
    rig.advance(11);
    await rig.look({ cause: 'agenda' });
    expect(rig.kinds()).toEqual(['draft']);
    expect(rig.reports).not.toContain('revision-repaired');
  });

  it('counts a sweep’s find once ten minutes passed without a webhook', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    await rig.look({ cause: 'sweep', sweep: 'open' });
    expect(rig.kinds()).toEqual(['first-delivery']);
    expect(rig.reports).not.toContain('revision-repaired');
    rig.advance(11);
    await rig.look({ cause: 'agenda' });
    expect(rig.reports).toContain('revision-repaired');
  });

  it('counts none when the webhook comes within ten minutes, before or after', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    await rig.look({ cause: 'sweep', sweep: 'open' });
    rig.advance(5);
    await rig.ready();
    rig.advance(11);
    await rig.look({ cause: 'agenda' });
    expect(rig.reports).not.toContain('revision-repaired');
  });
});

describe('[P1] what was told while nothing could be read', () => {
  it('is delivered for an order of the baseline once the account is back, not adopted in silence', async () => {
    const rig = createFanOutRig();
    const old = newOrderRecord('default', 'order-1', new Date(rig.now).toISOString());
    await saveOrder(rig.table, { ...old, status: 'Pending', baseline: true }, 'absent');
    rig.orders.set('order-1', buildOrder());
    rig.failure = new RefusedError('refused', { operation, status: 401 });
    await rig.ready();
    rig.failure = undefined;
    rig.advance(2);
    await rig.look({ cause: 'probe' });
    expect(rig.kinds()).toEqual(['first-delivery']);
  });
});

describe('[P2] what a list told while nothing could be read', () => {
  const listed = buildOrder({ status: 'Pending' });

  async function lookAfterParking(now: Order): Promise<string[]> {
    const rig = createFanOutRig();
    const old = newOrderRecord('default', 'order-1', new Date(rig.now).toISOString());
    await saveOrder(rig.table, { ...old, status: 'Pending', baseline: true, lists: listHashes(listed) }, 'absent');
    rig.orders.set('order-1', now);
    rig.failure = new RefusedError('refused', { operation, status: 401 });
    await rig.look({ cause: 'sweep', sweep: 'open' });
    rig.failure = undefined;
    rig.advance(2);
    await rig.look({ cause: 'probe' });
    return rig.kinds();
  }

  it('is delivered where the order is not as the baseline listed it', async () => {
    expect(await lookAfterParking(buildOrder())).toEqual(['first-delivery']);
  });

  it('is nothing where it is', async () => {
    expect(await lookAfterParking(listed)).toEqual([]);
  });
});

describe('[P1] the first hint about an order of the baseline', () => {
  it('gets its further looks, since nothing tells whether the read was from before it', async () => {
    const rig = createFanOutRig();
    const old = newOrderRecord('default', 'order-1', new Date(rig.now).toISOString());
    await saveOrder(rig.table, { ...old, status: 'Ready', baseline: true }, 'absent');
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    expect(await rig.agenda()).toMatchObject([{ reason: 'stale-read', attempt: 1 }]);
    rig.orders.set('order-1', buildOrder({ assets: floorplans('v2') }));
    rig.advance(1);
    await rig.look({ cause: 'agenda' });
    expect(rig.events()).toHaveLength(2);
  });
});

describe('[P4] a removal whose destination cannot be reached', () => {
  it('stays in the agenda until it is sent', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    rig.orders.delete('order-1');
    rig.unreachable.add('crm');
    await rig.look({ cause: 'sweep', sweep: 'open' });
    rig.advance(1);
    await rig.look({ cause: 'agenda' });
    expect(await rig.agenda()).toMatchObject([{ reason: 'send', attempt: 1 }]);
    rig.advance(1);
    await rig.look({ cause: 'agenda' });
    expect(await rig.agenda()).toMatchObject([{ reason: 'send', attempt: 2 }]);
    rig.unreachable.clear();
    rig.advance(2);
    await rig.look({ cause: 'agenda' });
    expect(rig.kinds()).toEqual(['first-delivery', 'removed']);
    expect(await rig.agenda()).toEqual([]);
  });
});

it('[P7] a base address at which nothing is there removes no order, and parks the account', async () => {
  const rig = createFanOutRig();
  const ids = Array.from({ length: 5 }, (_, index) => `order-${index}`);
  for (const id of ids) rig.orders.set(id, buildOrder({ id }));
  const secret = { apiKey: 'key', webhookToken: 'token', baseUrl: 'right' };
  const nothing = async () => {
    throw new NotFoundError('not there', { operation, status: 404 });
  };
  const right = {
    page: async () => ({ items: [...rig.orders.values()] }),
    get: async (id: string) => rig.orders.get(id),
  };
  const wrong = { page: nothing, get: nothing };
  const clients = createAccountClients({
    table: rig.table,
    secrets: { load: async () => secret, refresh: async () => secret },
    createClient: ({ baseUrl }) =>
      ({ company: { get: nothing }, orders: baseUrl === 'right' ? right : wrong }) as unknown as CubiCasaClient,
  });
  const look = (orderId: string, cause: 'webhook' | 'sweep' | 'agenda') => {
    const changes = [rig.change({ orderId, cause })];
    return fanOutOrder(
      { account: 'default', orderId, groupId: 'g', messageIds: ['m'], changes },
      { ...rig.deps, clients },
    );
  };
  for (const id of ids) await look(id, 'webhook');
  secret.baseUrl = 'https://app.cubi.casa';
  rig.advance(30);
  for (const id of ids) await look(id, 'sweep');
  rig.advance(1);
  for (const id of ids) await look(id, 'agenda');
  expect(new Set(rig.kinds())).toEqual(new Set(['first-delivery']));
  expect(rig.reports).toContain('account-parked');
});

describe('[P6] what the ledger holds of an order and nobody can work on', () => {
  it.each([
    ['another version', { v: 2 }, 'has version 2'],
    [
      'a claimed revision whose content is gone',
      {
        pending: {
          sequence: '0001-00000009',
          hash: 'h',
          kind: 'updated',
          contentKey: 'gone',
          claimedAt: '',
          destinations: ['crm'],
        },
      },
      'lacks gone',
    ],
  ])('is dead-lettered and does not hold its group: %s', async (_, wrong, reason) => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    const key = keys.order('default', 'order-1');
    await rig.table.put({ ...key, data: { ...(await rig.record()), ...wrong } }, 'any');
    await rig.ready();
    expect(rig.deadLetters).toEqual([expect.stringContaining(reason)]);
    expect(rig.reports).toContain('order-dead-lettered');
  });
});

it('an event of very many changes tells the first of them and how many more there are', async () => {
  const rig = createFanOutRig();
  const many = (text: string) => Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`field_${n}`, text]));
  rig.orders.set('order-1', buildOrder({ assets: { holograms: many('one') } }));
  await rig.look();
  rig.orders.set('order-1', buildOrder({ assets: { holograms: many('other') } }));
  await rig.look();
  const changes = rig.events().at(-1)?.data.revision.changes ?? [];
  expect([changes.length, changes.at(-1)]).toEqual([1_000, { path: '', text: '4001 more' }]);
});
