import { deliver } from '../../simulator/company/deliver.ts';
import type { SimulatedOrder } from '../../simulator/company/order.ts';
import { scanHouse } from '../../simulator/company/scan.ts';
import type { WebhookCaller } from '../orders/company/webhook-calls.ts';
import type { SimulatedAccount } from '../orders/relay/simulated-account.ts';
import type { EventLoop } from '../orders/time/event-loop.ts';

/** What a webhook told of, and when. */
export interface Told {
  readonly account: string;
  readonly orderId: string;
  readonly status: 'Pending' | 'Ready';
  /** Unix milliseconds. */
  readonly at: number;
}

export interface OrdersOptions {
  readonly account: SimulatedAccount;
  readonly caller: WebhookCaller;
  readonly loop: EventLoop;
  readonly forMs: number;
  /** Takes every change of which CubiCasa tells. */
  readonly told: Told[];
}

const ORDER_EVERY_MS = 20_000;
/** Short enough for the second call to come while something still holds the first. */
const DELIVERED_AFTER_MS = 5_000;
const SPREAD_MS = 66;

/** A company's day in short: a house is scanned, its plan is delivered soon after, and the next one follows. */
export function layOutOrders({ account, caller, loop, forMs, told }: OrdersOptions): void {
  const { company, name } = account;
  const tell = ({ id }: SimulatedOrder, status: Told['status']): void => {
    told.push({ account: name, orderId: id, status, at: loop.now() });
    caller.wake();
  };
  const begin = (): void => {
    const order = scanHouse(company, { scanner: photographerOf(account) });
    tell(order, 'Pending');
    loop.after(DELIVERED_AFTER_MS, () => tell(deliver(company, order.id, 'products_2d'), 'Ready'));
  };
  const [, number = '0'] = name.split('-');
  for (let at = Number(number) * SPREAD_MS; at < forMs; at += ORDER_EVERY_MS) loop.after(at, begin);
}

function photographerOf({ company }: SimulatedAccount) {
  const [user] = company.users.values();
  if (user === undefined) throw new TypeError('the company has no user');
  return { userId: user.id, email: user.email };
}
