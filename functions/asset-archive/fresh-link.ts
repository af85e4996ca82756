import type { DeliveryMessage } from '../../shared/delivery/delivery-message.ts';
import type { FreshOrder, ReadFreshOrder } from '../../shared/delivery/read-fresh-order.ts';
import { assetPlace, flattenAssets } from '../../shared/orders/flatten-assets.ts';
import type { OrderAsset } from '../../shared/orders/order-assets.ts';

export type RefreshedLink =
  | { readonly kind: 'fresh'; readonly link: string }
  /** The order, or this place of it, is no more. */
  | { readonly kind: 'gone' }
  /** CubiCasa cannot be asked now. */
  | { readonly kind: 'away' };

/** Fresh links for one attempt: the order is read once, at the first link that opens nothing. */
export function createLinkRefresher(
  { account, event }: Pick<DeliveryMessage, 'account' | 'event'>,
  readFreshOrder: ReadFreshOrder,
): (asset: Pick<OrderAsset, 'group' | 'key' | 'floor'>) => Promise<RefreshedLink> {
  let reading: Promise<FreshOrder> | undefined;
  return async (asset) => {
    reading ??= readFreshOrder(account, event.subject);
    const fresh = await reading;
    if (fresh.order === undefined) return { kind: fresh.why === 'removed' ? 'gone' : 'away' };
    const found = flattenAssets(fresh.order).find((other) => assetPlace(other) === assetPlace(asset));
    return found === undefined ? { kind: 'gone' } : { kind: 'fresh', link: found.link };
  };
}
