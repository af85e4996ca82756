import { expect, test } from 'vitest';
import type { SweepAnswer } from '../../../functions/order-sweep/sweep-answer.ts';
import type { SweepDeps } from '../../../functions/order-sweep/sweep-deps.ts';
import { sweepOrders } from '../../../functions/order-sweep/sweep-orders.ts';
import type { CubiCasaClient, Order, OrderPageFilter } from '../../../shared/cubicasa/index.ts';
import type { Key, StoredItem } from '../../../shared/ledger/table.ts';
import { listHashes } from '../../../shared/orders/order-content.ts';
import { newOrderRecord } from '../../../shared/orders/order-record.ts';
import { createMemoryQueue } from '../../support/memory-queue.ts';
import { createMemoryTable } from '../../support/memory-table.ts';
import { buildOrder, START } from '../../support/order-builder.ts';

const ORDERS = 1_000_000;
const CHANGED = new Set([7, 123_456, 999_999]);
const PAGES_PER_SLICE = 500;
const ORDER_KEY = /#order#order-(\d+)$/;

/** The order as the list shows it: without assets. */
function listed(number: number): Order {
  const order = buildOrder({ id: `order-${number}`, assets: null });
  return CHANGED.has(number) ? { ...order, address: { city: 'Shelbyville' } } : order;
}

/** As order-fan-out left it, before anything changed. */
function known(key: Key, number: number): StoredItem {
  const lists = listHashes(buildOrder({ id: `order-${number}` }));
  const record = newOrderRecord('default', `order-${number}`, new Date(START).toISOString());
  return { ...key, rev: 1, data: { ...record, status: 'Ready', lists } };
}

/** A ledger that knows a million orders without holding them. */
function createVastTable() {
  const table = createMemoryTable();
  const numberOf = ({ pk }: Key) => ORDER_KEY.exec(pk)?.[1];
  return {
    ...table,
    getMany: async (keys: readonly Key[]) => {
      const orders = keys.flatMap((key) => {
        const number = numberOf(key);
        return number === undefined ? [] : [known(key, Number(number))];
      });
      return [...orders, ...(await table.getMany(keys.filter((key) => numberOf(key) === undefined)))];
    },
  };
}

test('a full sweep finds three changes among a million orders, by continuation far beyond 16 hops, flat in memory', async () => {
  const orderChanges = createMemoryQueue({ dedupe: true });
  const table = createVastTable();
  let calls = 0;
  const page = async ({ status = [], limit = 20, offset = 0 }: OrderPageFilter = {}) => {
    calls += 1;
    const size = status.includes('Ready') ? Math.max(0, Math.min(limit, ORDERS - offset)) : 0;
    const items = Array.from({ length: size }, (_, index) => listed(offset + index));
    const end = offset + size;
    return { items, pagination: null, nextOffset: size > 0 && end < ORDERS ? end : null };
  };
  const client = { orders: { page } } as unknown as CubiCasaClient;
  const deps: Omit<SweepDeps, 'hasTime'> = {
    table,
    clients: { open: async () => client, use: async (_account, work) => work(client) },
    orderChanges,
    destinations: [],
    settings: { callsPerHour: 1e9, deepDays: 14, silenceHours: 24 },
    report: () => {},
    now: () => START,
  };
  const at = new Date(START).toISOString();
  const generation = { v: 1, generation: 1, startedAt: at, completedAt: at, orders: ORDERS };
  await table.put({ pk: 'default#account', sk: 'baseline', data: generation }, 'any');

  let hops = 0;
  let answer: SweepAnswer | undefined;
  const heaps: number[] = [];
  do {
    const until = calls + PAGES_PER_SLICE;
    const job = { v: 1, job: 'order-sweep', account: 'default', kind: 'full', scheduledAt: at } as const;
    const state = answer?.continuation as unknown as Record<string, unknown> | undefined;
    const going = state === undefined ? job : { ...job, continuation: JSON.parse(JSON.stringify(state)) };
    answer = await sweepOrders(going, { ...deps, hasTime: () => calls < until });
    heaps.push(process.memoryUsage().heapUsed);
    hops += 1;
  } while (answer.outcome === 'continued');

  expect(answer).toMatchObject({ outcome: 'completed', kind: 'full', orders: ORDERS, drifted: CHANGED.size });
  expect(hops).toBeGreaterThan(16);
  const found = orderChanges.messages.map(({ body }) => (JSON.parse(body) as { orderId: string }).orderId);
  expect(found).toEqual([...CHANGED].map((number) => `order-${number}`));
  expect(Math.max(...heaps)).toBeLessThan(400 * 1024 * 1024);
});
