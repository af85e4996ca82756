import type { Order } from '../../../../shared/cubicasa/index.ts';
import type { Validators } from '../../../../shared/orders/decide-revision.ts';
import { assetPlace, flattenAssets } from '../../../../shared/orders/flatten-assets.ts';
import type { Product } from '../../../simulator/company/order.ts';
import type { Accounts } from './account-access.ts';

const PRODUCT_OF: Readonly<Record<string, Product>> = { products_2d: 'products_2d', products_3d: 'products_3d' };

/** What the file hosts tell of an order's files as they are now; nothing where hosts send no validators. */
export function readSimulatedValidators(order: Order, accounts: Accounts): Validators {
  for (const { company } of accounts.values()) {
    const truth = company.orders.get(order.id);
    if (truth === undefined || company.switches.assetValidators === 'none') continue;
    const files = flattenAssets(order).flatMap((asset) => {
      const product = PRODUCT_OF[asset.product];
      return product === undefined
        ? []
        : [[assetPlace(asset), `v${versionBehind(asset.link, truth.delivered[product])}`]];
    });
    return Object.fromEntries(files);
  }
  return {};
}

/** A folder that names a version keeps serving it. */
function versionBehind(link: string, latest: number | undefined): string {
  return /\/v(\d+)\//.exec(link)?.[1] ?? String(latest ?? 0);
}
