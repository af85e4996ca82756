import { notify } from '../webhooks/notify.ts';
import type { Company } from './company.ts';
import { changeOrder, findOrder, StateError } from './keep-orders.ts';
import type { Product, SimulatedOrder, Status } from './order.ts';

const DELIVERABLE: readonly Status[] = ['Pending', 'Fixing', 'Ready'];

/** Production is done with one product: its first files, or, after a change request, all of them corrected. */
export function deliver(company: Company, id: string, product: Product): SimulatedOrder {
  const before = findOrder(company, id);
  if (!DELIVERABLE.includes(before.status)) throw new StateError(`An order that is ${before.status} has no delivery`);
  const fixed = before.status === 'Fixing';
  const products = fixed ? deliveredProducts(before) : [];
  const order = putFiles(company, before, [...products, product]);
  if (fixed) closeChangeRequests(company, id);
  company.feed.add('delivery', `${product} delivered${fixed ? ' after a change request' : ''}`, id);
  const first = before.delivered[product] === undefined;
  const delivery = fixed ? 'fix' : first ? 'new' : 'update';
  notify(company, { order, previousStatus: before.status, product, delivery });
  return order;
}

/** A person changed the drawing of a delivered order: Ready to Ready, in words that do not tell it apart. */
export function quickEdit(company: Company, id: string, product: Product = 'products_2d'): SimulatedOrder {
  const before = findReady(company, id);
  const order = putFiles(company, before, [product]);
  company.feed.add('quick-edit', `${product} edited`, id);
  notify(company, { order, previousStatus: 'Ready', product, delivery: 'update' });
  return order;
}

/** All delivered files anew, in another style. */
export function redeliver(company: Company, id: string, styleTemplate: string | null = null): SimulatedOrder {
  const before = findReady(company, id);
  const order = putFiles(company, before, deliveredProducts(before), { styleTemplate });
  company.feed.add('redelivery', 'all files delivered anew', id);
  notify(company, { order, previousStatus: 'Ready', product: 'products_2d', delivery: 'update' });
  return order;
}

export function findReady(company: Company, id: string): SimulatedOrder {
  const order = findOrder(company, id);
  if (order.status !== 'Ready') throw new StateError(`Order is ${order.status}, not Ready`);
  return order;
}

function deliveredProducts(order: SimulatedOrder): Product[] {
  return Object.keys(order.delivered) as Product[];
}

function putFiles(
  company: Company,
  before: SimulatedOrder,
  products: readonly Product[],
  changes: Partial<SimulatedOrder> = {},
): SimulatedOrder {
  const version = before.version + 1;
  const now = company.now();
  const each = (value: number) => Object.fromEntries(products.map((product) => [product, value]));
  return changeOrder(company, before, {
    ...changes,
    status: 'Ready',
    delivered: { ...before.delivered, ...each(version) },
    filesMadeAt: { ...before.filesMadeAt, ...each(now) },
    firstDeliveredAt: before.firstDeliveredAt ?? now,
  });
}

function closeChangeRequests(company: Company, id: string): void {
  const requests = company.changeRequests.get(id) ?? [];
  company.changeRequests.set(
    id,
    requests.map((request) => ({ ...request, status: 'done' })),
  );
}
