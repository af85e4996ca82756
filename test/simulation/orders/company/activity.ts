import type { Random } from '../../../simulator/company/random.ts';
import type { SimulatedAccount } from '../relay/simulated-account.ts';
import { FORGED } from '../report/journal.ts';
import type { EventLoop } from '../time/event-loop.ts';
import { actOn, beginOrder } from './actions.ts';
import { orderName, type Truth } from './truth.ts';
import type { WebhookCaller } from './webhook-calls.ts';

export interface ActivityOptions {
  readonly accounts: readonly { readonly account: SimulatedAccount; readonly caller: WebhookCaller }[];
  readonly actions: number;
  readonly forMs: number;
  /** So many are begun; beyond that the ones that are there are worked on. */
  readonly newOrders: number;
  readonly random: Random;
  readonly loop: EventLoop;
  readonly truth: Truth;
}

const BURST_CHANCE = 0.5;
const BURST_MS = 20_000;

/** Lays out everything that people and production do, and what strangers try. */
export function layOutActivity(options: ActivityOptions): void {
  const { loop, random, actions, forMs } = options;
  for (let left = actions; left > 0; ) {
    const at = loop.now() + random.below(forMs);
    const burst = random.next() < BURST_CHANCE ? 2 + random.below(4) : 1;
    loop.at(at, () => act(options, burst));
    left -= burst;
  }
}

function act(options: ActivityOptions, burst: number): void {
  const { accounts, random, loop, truth, newOrders } = options;
  const chosen = accounts[random.below(accounts.length)];
  if (chosen === undefined) return;
  const { account, caller } = chosen;
  const ids = [...account.company.orders.keys()];
  const isFull = truth.begun >= newOrders;
  const fresh = ids.length === 0 || (!isFull && random.next() < 0.3);
  const orderId = fresh ? beginOrder(account, random, truth).id : (ids[random.below(ids.length)] ?? '');
  caller.wake();
  for (let step = fresh ? 1 : 0; step < burst; step++) {
    loop.after(step === 0 ? 0 : random.below(BURST_MS), () => workOn(orderId, account, caller, options));
  }
  if (random.next() >= 0.02) return;
  callFalsely(orderId, caller, random);
  truth.touched.add(orderName(account.name, orderId));
}

function workOn(orderId: string, account: SimulatedAccount, caller: WebhookCaller, options: ActivityOptions): void {
  const order = account.company.orders.get(orderId);
  if (order === undefined) return;
  actOn(account, order, options.random, options.truth);
  caller.wake();
}

/** Somebody else knows the address: a body of lies, an order nobody knows, noise. */
function callFalsely(orderId: string, caller: WebhookCaller, random: Random): void {
  const lies = { current_status: 'Ready', previous_status: FORGED, product_type: FORGED, delivery_type: FORGED };
  const stranger = `${FORGED}-${random.below(10)}`;
  const bodies = [
    JSON.stringify({ ...lies, id: orderId, info: { external_id: FORGED } }),
    JSON.stringify({ ...lies, id: orderId, current_status: FORGED }),
    JSON.stringify({ ...lies, id: stranger }),
    JSON.stringify({ event: FORGED }),
    FORGED,
  ];
  caller.callFalsely(bodies[random.below(bodies.length)] ?? FORGED);
  caller.callFalsely(JSON.stringify({ ...lies, id: orderId }), FORGED);
}
