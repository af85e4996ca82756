import type { Company } from './company.ts';
import { changeOrder, findOrder, StateError } from './keep-orders.ts';
import type { SimulatedOrder } from './order.ts';

export const PACKAGES = ['base', 'plus', 'plus_3d'] as const;
export const ADD_ONS = ['gla', '3d_cad_files'] as const;

export interface Purchase {
  readonly packageType: string | null;
  readonly addOns: readonly string[];
}

/** What may still be bought for an order. */
export function purchasableAddOns(order: Pick<SimulatedOrder, 'addOns'>): string[] {
  return ADD_ONS.filter((addOn) => !order.addOns.includes(addOn));
}

/** Its files come with a later delivery. @throws StateError when it is not on offer. */
export function purchase(company: Company, orderId: string, { packageType, addOns }: Purchase): SimulatedOrder {
  const order = findOrder(company, orderId);
  const offered = purchasableAddOns(order);
  const refused = addOns.find((addOn) => !offered.includes(addOn));
  if (refused !== undefined && company.switches.purchases === 'offered-only') {
    throw new StateError(`Add-on ${refused} cannot be purchased for this order`);
  }
  company.feed.add('purchase', [packageType, ...addOns].filter((code) => code !== null).join(', '), orderId);
  return changeOrder(company, order, {
    packageType: packageType ?? order.packageType,
    addOns: [...new Set([...order.addOns, ...addOns])],
  });
}
