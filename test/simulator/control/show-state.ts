import { showUser } from '../api/operations/users.ts';
import { showOrder } from '../api/show-order.ts';
import type { Company } from '../company/company.ts';
import { assetsVersion, type SimulatedOrder } from '../company/order.ts';

/** The full truth about a company, newest order first, whatever reads through the API lag or leave out. */
export function showState(company: Company): Record<string, unknown> {
  const { id, name, apiKey, email, users, offices, index, orders, outbox, registration, roster } = company;
  return {
    now: new Date(company.now()).toISOString(),
    company: { id, name, email, apiKey },
    users: [...users.values()].map((user) => showUser(company, user)),
    offices: [...offices.values()],
    orders: index
      .newest([], 0, orders.size)
      .flatMap((orderId) => orders.get(orderId) ?? [])
      .map((order) => showTruth(company, order)),
    webhooks: outbox.counts(),
    registration: { webhook_urls: registration.urls.map(hidePath), webhook_triggers: registration.triggers },
    roster,
  };
}

function showTruth(company: Company, order: SimulatedOrder): Record<string, unknown> {
  const { version, delivered } = order;
  return {
    order: showOrder(company, order),
    version,
    assetsVersion: assetsVersion(order),
    productsDelivered: Object.keys(delivered),
  };
}

/** A receiver's path holds its secret. */
export function hidePath(url: string): string {
  return `${new URL(url).origin}/…`;
}
