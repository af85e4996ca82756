import type { SweepAnswer } from '../../functions/order-sweep/sweep-answer.ts';
import type { SweepDeps, SweepReport } from '../../functions/order-sweep/sweep-deps.ts';
import { sweepOrders } from '../../functions/order-sweep/sweep-orders.ts';
import { NotPermittedError } from '../../shared/accounts/account-client.ts';
import {
  type CubiCasaClient,
  InvalidInputError,
  NotFoundError,
  type Order,
  type OrderPageFilter,
} from '../../shared/cubicasa/index.ts';
import type { Destination } from '../../shared/delivery/destination.ts';
import type { OrderChange } from '../../shared/orders/order-change.ts';
import type { SweepKind } from '../../shared/orders/sweep-settings.ts';
import { createMemoryQueue } from './memory-queue.ts';
import { createMemoryTable } from './memory-table.ts';
import { START } from './order-builder.ts';

/** order-sweep's core over a list of orders, newest first. */
export function createSweepRig(destinations: readonly Destination[] = []) {
  const table = createMemoryTable();
  const orderChanges = createMemoryQueue({ dedupe: true });
  const rig = {
    table,
    orderChanges,
    orders: [] as Order[],
    now: START,
    calls: 0,
    failure: undefined as Error | undefined,
    refused: new Set<string>(),
    /** Statuses that this key may not list. */
    forbidden: new Set<string>(),
    callsPerHour: 10_000,
    /** Pages a slice has time for. */
    pagesPerSlice: Number.POSITIVE_INFINITY,
    /** What a read shows of a listed order. */
    show: (order: Order): Order => order,
    reports: [] as string[],
    /** The reports with their ids. */
    told: [] as Parameters<SweepReport>[],
    asked: (): OrderChange[] => orderChanges.messages.map(({ body }) => JSON.parse(body) as OrderChange),
    async sweep(kind: SweepKind, continuation?: SweepAnswer['continuation']): Promise<SweepAnswer> {
      const scheduledAt = new Date(rig.now).toISOString();
      const job = { v: 1, job: 'order-sweep', account: 'default', kind, scheduledAt } as const;
      let pages = rig.pagesPerSlice;
      const hasTime = () => pages-- > 0;
      const state = continuation as unknown as Record<string, unknown> | undefined;
      return sweepOrders(state === undefined ? job : { ...job, continuation: state }, { ...deps(), hasTime });
    },
    /** Slice by slice, as account-jobs does. */
    async sweepAll(kind: SweepKind): Promise<SweepAnswer> {
      let answer = await rig.sweep(kind);
      while (answer.outcome === 'continued') answer = await rig.sweep(kind, answer.continuation);
      return answer;
    },
  };

  async function page({ status = [], limit = 20, offset = 0 }: OrderPageFilter = {}) {
    rig.calls += 1;
    if (rig.failure !== undefined) throw rig.failure;
    if (status.some((one) => rig.refused.has(one))) {
      throw new InvalidInputError('refused', { operation: 'listOrders', status: 400, violations: [] });
    }
    if (status.some((one) => rig.forbidden.has(one)))
      throw new NotPermittedError('refused', { operation: 'listOrders', status: 403 });
    const listed = rig.orders.filter(({ info }) => status.some((one) => one === info?.status));
    const items = listed.slice(offset, offset + limit);
    const end = offset + items.length;
    return { items, pagination: null, nextOffset: end < listed.length ? end : null };
  }

  async function get(id: string): Promise<Order> {
    rig.calls += 1;
    const order = rig.orders.find((one) => one.id === id);
    if (order === undefined) throw new NotFoundError('not found', { operation: 'getOrder', status: 404 });
    return rig.show(order);
  }

  const deps = (): Omit<SweepDeps, 'hasTime'> => ({
    table,
    clients: {
      open: () => Promise.reject(new Error('sweeps use `use`')),
      use: async (_account, work) => work({ orders: { page, get } } as unknown as CubiCasaClient),
    },
    orderChanges,
    destinations,
    settings: { callsPerHour: rig.callsPerHour, deepDays: 14, silenceHours: 24 },
    report: (...told) => {
      rig.reports.push(told[0]);
      rig.told.push(told);
    },
    now: () => rig.now,
  });
  return rig;
}
