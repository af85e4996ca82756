import {
  type CubiCasaClient,
  createCubiCasaClient,
  type Drift,
  NotFoundError,
  type Order,
  type User,
} from '../../../shared/cubicasa/index.ts';
import { createUndiciTransport } from '../../../shared/cubicasa/undici-transport.ts';
import { countVerdicts } from '../../../shared/users/plan/count-plan.ts';
import { loadConfig } from '../../load-config.ts';
import { explainServer, UnusableServerError } from '../explain-server.ts';
import type { Printer } from '../printer.ts';
import { observedCleanup } from './observed-cleanup.ts';
import { observedEvent } from './observed-event.ts';
import { readOnly } from './read-only.ts';

export interface ObservedServer {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Lifts the guard; nothing here writes by itself, with or without it. */
  readonly allowWrites?: boolean;
}

const MOST_ORDERS = 50;

/** Reads the latest orders and the users of a company and shows what the relay would make of them; writes nothing. */
export async function observe(server: ObservedServer, { say, tell }: Printer): Promise<boolean> {
  const { baseUrl, apiKey, allowWrites = false } = server;
  const drifts = new Map<string, Drift>();
  const { send, close } = createUndiciTransport({ connections: 4, now: Date.now });
  const client = createCubiCasaClient({
    apiKey,
    baseUrl,
    transport: allowWrites ? send : readOnly(send),
    onDrift: (drift) => void drifts.set(`${drift.operation} ${drift.kind} ${drift.path}`, drift),
  });
  try {
    say(`Observing ${new URL(baseUrl).host}: nothing is registered, written or deleted.`);
    const listed = await takeOrders(client.orders.list({ limit: MOST_ORDERS }));
    const orders = await Promise.all(listed.map((order) => readWhole(client, order)));
    for (const order of orders) showEvent(order, say, tell);
    const users: User[] = [];
    for await (const user of client.users.list()) users.push(user);
    const plan = observedCleanup(users, orders, (await loadConfig()).cleanup, Date.now());
    for (const drift of drifts.values()) {
      say(`  drift: ${drift.operation} ${drift.kind} ${drift.path} ×${drift.count}`);
      tell({ drift });
    }
    const verdicts = countVerdicts(plan.verdicts);
    const counted = Object.entries(verdicts).map(([verdict, count]) => `${verdict} ${count}`);
    say(`${orders.length} orders, ${users.length} users. Cleanup, by these orders alone: ${counted.join(', ')}`);
    tell({
      ok: true,
      observed: true,
      orders: orders.length,
      drift: drifts.size,
      cleanup: { mode: 'report', verdicts },
    });
    return true;
  } catch (error) {
    const explained = explainServer(baseUrl, error);
    if (!(explained instanceof UnusableServerError)) throw explained;
    say(explained.message);
    tell({ ok: false, observed: true, error: explained.message });
    return false;
  } finally {
    await close();
  }
}

async function takeOrders(listed: AsyncIterable<Order>): Promise<Order[]> {
  const orders: Order[] = [];
  for await (const order of listed) {
    orders.push(order);
    if (orders.length === MOST_ORDERS) break;
  }
  return orders;
}

/** A list may leave out the files, without which an event would be another than the relay's. */
async function readWhole({ orders }: CubiCasaClient, listed: Order): Promise<Order> {
  try {
    return await orders.get(listed.id);
  } catch (error) {
    if (error instanceof NotFoundError) return listed;
    throw error;
  }
}

function showEvent(order: Order, say: Printer['say'], tell: Printer['tell']): void {
  const event = observedEvent(order, new Date().toISOString());
  say(`  ${event.type.padEnd(34)} ${event.data.externalId ?? event.subject} (${event.data.status})`);
  tell({ event });
}
