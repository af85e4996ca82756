import type { FanOutDeps } from '../../functions/order-fan-out/fan-out-deps.ts';
import { fanOutOrder } from '../../functions/order-fan-out/fan-out-order.ts';
import type { Report } from '../../functions/order-fan-out/report.ts';
import type { AccountClients } from '../../shared/accounts/account-client.ts';
import { type CubiCasaClient, NotFoundError, type Order } from '../../shared/cubicasa/index.ts';
import type { Destination } from '../../shared/delivery/destination.ts';
import { addressEvent, type CloudEvent } from '../../shared/delivery/event.ts';
import type { OrderEventData } from '../../shared/delivery/order-event.ts';
import { keys } from '../../shared/ledger/keys.ts';
import type { AgendaItem } from '../../shared/orders/agenda.ts';
import type { OrderChange } from '../../shared/orders/order-change.ts';
import type { OrderRecord } from '../../shared/orders/order-record.ts';
import { createMemoryBucket } from './memory-bucket.ts';
import { createMemoryTable } from './memory-table.ts';
import { buildOrder, START } from './order-builder.ts';

type OrderEvent = CloudEvent<OrderEventData>;

const MINUTE = 60_000;

/** order-fan-out's core with a ledger, a store and a CubiCasa of its own, and a clock that is set by hand. */
export function createFanOutRig(names: readonly string[] = ['crm']) {
  const table = createMemoryTable();
  const revisions = createMemoryBucket('revisions');
  const orders = new Map<string, Order>();
  const sent: { readonly destination: string; readonly event: OrderEvent }[] = [];
  const deadLetters: string[] = [];
  const reports: string[] = [];
  const rig = {
    table,
    revisions,
    orders,
    sent,
    deadLetters,
    reports,
    /** The reports with their ids. */
    told: [] as Parameters<Report>[],
    now: START,
    /** Thrown instead of an answer from CubiCasa. */
    failure: undefined as Error | undefined,
    unreachable: new Set<string>(),
    validators: {} as Record<string, string>,
    /** What was dead-lettered, for a redrive. */
    letters: [] as OrderChange[],
    reads: 0,
    /** Changes the world before CubiCasa answers. */
    beforeRead: () => {},
    events: (destination = 'crm') => sent.filter((one) => one.destination === destination).map(({ event }) => event),
    kinds: (destination = 'crm') => rig.events(destination).map(({ data }) => data.revision.kind),
    advance(minutes: number) {
      rig.now += minutes * MINUTE;
    },
    async record(orderId = 'order-1') {
      return (await table.get(keys.order('default', orderId)))?.data as OrderRecord | undefined;
    },
    async agenda(orderId = 'order-1') {
      const item = await table.get(keys.agenda('default', orderId));
      return item === undefined ? [] : (item.data as AgendaItem).entries;
    },
    change: (parts: Partial<OrderChange> = {}): OrderChange => ({
      v: 1,
      account: 'default',
      orderId: 'order-1',
      cause: 'webhook',
      at: new Date(rig.now).toISOString(),
      ...parts,
    }),
    /** One look, as for a message or several in hand. */
    async look(...parts: readonly Partial<OrderChange>[]) {
      const changes = (parts.length === 0 ? [{}] : parts).map(rig.change);
      const orderId = changes[0]?.orderId ?? 'order-1';
      await fanOutOrder({ account: 'default', orderId, groupId: 'g', messageIds: ['m'], changes }, deps);
    },
    /** Makes drafts `order-0` to `order-<count - 1>`, loses them all, and looks until each 404 was confirmed. */
    async removeDrafts(count: number) {
      const ids = Array.from({ length: count }, (_, index) => `order-${index}`);
      for (const id of ids) orders.set(id, buildOrder({ id, status: 'Draft' }));
      for (const orderId of ids) await rig.look({ orderId });
      orders.clear();
      for (const orderId of ids) await rig.look({ orderId, cause: 'sweep', sweep: 'open' });
      rig.advance(1);
      for (const orderId of ids) await rig.look({ orderId, cause: 'agenda' });
    },
    /** 60 quiet reads and then changes at one path, until one is held; says which. */
    async makeStorm() {
      const ids = Array.from({ length: 80 }, (_, index) => `order-${index}`);
      for (const id of ids) {
        orders.set(id, buildOrder({ id }));
        await rig.look({ orderId: id });
      }
      rig.advance(60);
      for (const id of ids.slice(0, 60)) await rig.look({ orderId: id, cause: 'sweep', sweep: 'deep' });
      for (const id of ids.slice(60)) {
        orders.set(id, buildOrder({ id, address: { latitude: 39.80001 } }));
        await rig.look({ orderId: id, cause: 'sweep', sweep: 'full', listHash: `list-${id}` });
        if ((await rig.record(id))?.held) return id;
      }
      return undefined;
    },
    /** A webhook that says Ready. */
    ready: () => rig.look({ hint: { status: 'Ready', previousStatus: 'Pending', productType: 'products_2d' } }),
    get deps() {
      return deps;
    },
  };
  const clients: AccountClients = {
    open: () => Promise.reject(new Error('fan-out uses `use`')),
    use: async (_account, work) => work({ orders: { get: read } } as unknown as CubiCasaClient),
  };
  async function read(id: string): Promise<Order> {
    rig.reads += 1;
    rig.beforeRead();
    if (rig.failure !== undefined) throw rig.failure;
    const order = orders.get(id);
    if (order === undefined) throw new NotFoundError('not found', { operation: 'getOrder', status: 404 });
    return structuredClone(order);
  }
  const deps: FanOutDeps = {
    table,
    revisions,
    clients,
    destinations: names.map((name): Destination => ({ name, kind: 'queue', queueUrl: `queue:${name}` })),
    sendEvent: async (content, { name }) => {
      if (rig.unreachable.has(name)) throw new Error('queue away');
      sent.push({ destination: name, event: addressEvent(structuredClone(content), name) as OrderEvent });
    },
    readValidators: async () => ({ ...rig.validators }),
    deadLetter: async (changes, reason) => {
      deadLetters.push(reason);
      rig.letters.push(...changes);
    },
    hasTimeToRead: () => true,
    report: (...told) => {
      reports.push(told[0]);
      rig.told.push(told);
    },
    now: () => rig.now,
  };
  return rig;
}
