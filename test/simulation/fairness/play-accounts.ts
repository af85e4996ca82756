import type { Destination } from '../../../shared/delivery/destination.ts';
import { orderChangeMessage } from '../../../shared/orders/order-change.ts';
import { createRandom } from '../../simulator/company/random.ts';
import { createWebhookCaller } from '../orders/company/webhook-calls.ts';
import { createConsumer } from '../orders/destinations/consumer.ts';
import { startOwnConsumer } from '../orders/destinations/own-consumer.ts';
import { CALM } from '../orders/lambda/fate.ts';
import type { Platform } from '../orders/lambda/function-runtime.ts';
import { createServiceWeather } from '../orders/lambda/service-weather.ts';
import type { RelayParts } from '../orders/relay/relay-parts.ts';
import type { SimulatedAccount } from '../orders/relay/simulated-account.ts';
import { startRelay } from '../orders/relay/start-relay.ts';
import { createJournal } from '../orders/report/journal.ts';
import { openAccount } from '../orders/scenario/open-account.ts';
import { createEventLoop, type EventLoop } from '../orders/time/event-loop.ts';
import { latency } from './latency.ts';
import { layOutOrders, type Told } from './lay-out-orders.ts';
import { type Delays, measureDelays } from './measure-delays.ts';

const ACCOUNTS = 300;
const SEED = 1;
const START = Date.UTC(2026, 4, 4, 9);
const MINUTE_MS = 60_000;
const ACTIVE_MS = 3 * MINUTE_MS;
/** More than the four groups of an account can read while the others are watched; what waits behind them is a name. */
const READ_OF_BACKLOG = 3_000;
const CRM: Destination = { name: 'crm', kind: 'queue', queueUrl: 'crm' };
const FAIR_WEATHER = { down: undefined, refused: 0, unanswered: 0, gone: 0 };

export interface Trouble {
  /** Orders of the first account that wait when it begins. */
  readonly waiting: number;
  /** No call of the first account's is answered. */
  readonly hangs: boolean;
}

export interface PlayedAccounts {
  readonly told: number;
  /** Of every webhook of all accounts but the first, to the destination's consumer. */
  readonly delays: Delays;
  /** Orders of the first account that came out, and what is left of its backlog. */
  readonly first: { readonly arrived: number; readonly waiting: number };
  readonly parked: boolean;
}

/** Three minutes of 300 accounts, each with an order every 20 s that is delivered 5 s later, and what becomes of them. */
export async function playAccounts({ waiting, hangs }: Trouble): Promise<PlayedAccounts> {
  const loop = createEventLoop(START);
  const platform = createPlatform(loop);
  const names = Array.from({ length: ACCOUNTS }, (_, index) => `account-${index}`);
  const accounts = names.map((name, index) =>
    openAccount({ name, switches: {}, oldOrders: index === 0 && waiting > 0 ? READ_OF_BACKLOG : 0 }, SEED, loop.now),
  );
  const { parts, ingest } = await startRelay(accounts, [CRM], platform);
  startCrm(parts, platform);
  const [first, ...others] = accounts;
  if (first === undefined) throw new TypeError('there is no account');
  if (hangs) first.company.faults.add({ kind: 'hang' });
  layBacklog(first, waiting, parts, loop);
  const told: Told[] = [];
  for (const account of accounts) {
    const caller = createWebhookCaller(account, ingest, platform);
    layOutOrders({ account, caller, loop, forMs: ACTIVE_MS, told: others.includes(account) ? told : [] });
  }
  await loop.play(START + ACTIVE_MS + MINUTE_MS);
  const { arrivals, reports } = platform.journal;
  return {
    told: told.length,
    delays: measureDelays(told, arrivals),
    first: {
      arrived: arrivals.filter(({ account }) => account === first.name).length,
      waiting: parts.queues.orderChanges.messages().length,
    },
    parked: reports.has('account-parked'),
  };
}

function createPlatform(loop: EventLoop): Platform {
  const random = createRandom(SEED, 'platform');
  const weather = createServiceWeather(random, { refused: 0, unanswered: 0 }, [], loop.now);
  return { loop, weather, random, latency, journal: createJournal(loop.now), roughness: CALM, invocations: 0 };
}

function startCrm({ queues }: RelayParts, platform: Platform): void {
  const queue = queues.destinations.get(CRM.name)?.queue;
  if (queue === undefined) throw new TypeError('the destination has no queue');
  const { random, journal, loop } = platform;
  startOwnConsumer(queue, createConsumer(CRM.name, FAIR_WEATHER, random, journal, loop.now), platform);
}

/** As webhooks left it that nobody worked on. */
function layBacklog({ name, company }: SimulatedAccount, waiting: number, { queues }: RelayParts, loop: EventLoop) {
  const at = new Date(loop.now()).toISOString();
  const ids = [...company.orders.keys()];
  for (let index = 0; index < waiting; index++) {
    const orderId = ids[index] ?? `order-${index}`;
    queues.orderChanges.send(orderChangeMessage({ v: 1, account: name, orderId, cause: 'webhook', at }, orderId));
  }
}
