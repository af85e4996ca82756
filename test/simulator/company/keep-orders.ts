import type { Company } from './company.ts';
import type { SimulatedOrder } from './order.ts';

/** The company refuses an action because of how things stand. */
export class StateError extends Error {
  override readonly name = 'StateError';
}

/** Something that an action names is not there. */
export class MissingError extends Error {
  override readonly name = 'MissingError';
}

export type NewOrder = Omit<
  SimulatedOrder,
  | 'id'
  | 'version'
  | 'position'
  | 'changedAt'
  | 'createdAt'
  | 'previous'
  | 'delivered'
  | 'filesMadeAt'
  | 'firstDeliveredAt'
>;

const FIRST: Pick<SimulatedOrder, 'version' | 'delivered' | 'filesMadeAt' | 'firstDeliveredAt' | 'previous'> = {
  version: 1,
  delivered: {},
  filesMadeAt: {},
  firstDeliveredAt: null,
  previous: undefined,
};

/** @param createdAt unix milliseconds; now, unless the order is an old one. */
export function addOrder(company: Company, order: NewOrder, createdAt: number = company.now()): SimulatedOrder {
  const position = company.index.nextPosition();
  const added = { ...FIRST, ...order, id: company.uuid(), position, createdAt, changedAt: createdAt };
  company.orders.set(added.id, added);
  company.index.add(added);
  return added;
}

/** @throws MissingError when there is no such order. */
export function findOrder(company: Company, id: string): SimulatedOrder {
  const order = company.orders.get(id);
  if (order === undefined) throw new MissingError('Order not found');
  return order;
}

export function changeOrder(company: Company, order: SimulatedOrder, changes: Partial<SimulatedOrder>): SimulatedOrder {
  const previous = stillRead(company, order);
  const changed = { ...order, ...changes, version: order.version + 1, changedAt: company.now(), previous };
  company.orders.set(order.id, changed);
  if (changed.status !== order.status) {
    company.index.remove(order);
    company.index.add(changed);
  }
  return changed;
}

/** What lagging reads may show from now on; what is older than the lag is let go. */
function stillRead({ switches, now }: Company, order: SimulatedOrder): SimulatedOrder | undefined {
  if (switches.readLagMs === 0) return undefined;
  return order.changedAt > now() - switches.readLagMs ? order : { ...order, previous: undefined };
}

export function removeOrder(company: Company, order: SimulatedOrder): void {
  company.orders.delete(order.id);
  company.index.remove(order);
}
