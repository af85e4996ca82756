import type { Order } from '../cubicasa/index.ts';
import type { OrderAsset } from '../orders/order-assets.ts';
import type { FilterSubject } from './filter.ts';

export interface OrderFacts {
  readonly type: string;
  readonly account: string;
  readonly accountLabels: readonly string[];
  /** Null once the order is gone. */
  readonly order: Order | null;
  readonly status: string | null;
  readonly externalId: string | null;
  readonly assets: readonly Pick<OrderAsset, 'product'>[];
}

/** What destinations' filters see of an order's event. */
export function orderFilterSubject(facts: OrderFacts): FilterSubject {
  const { order, assets, type, account, accountLabels, status, externalId } = facts;
  return {
    type,
    account,
    accountLabels,
    status,
    externalId,
    products: [...new Set(assets.map(({ product }) => product))],
    packageType: order?.info?.product?.package_type ?? null,
    addOns: order?.info?.product?.add_ons ?? [],
    user: order?.info?.created_by ?? null,
  };
}

/** What destinations' filters see of an event about a user. */
export function userFilterSubject(
  type: string,
  account: string,
  accountLabels: readonly string[],
  email: string | null,
): FilterSubject {
  const noOrder = { status: null, products: [], packageType: null, addOns: [], externalId: null };
  return { type, account, accountLabels, ...noOrder, user: email };
}
