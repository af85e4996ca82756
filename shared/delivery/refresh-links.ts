import type { Order } from '../cubicasa/index.ts';
import { assetPlace, flattenAssets } from '../orders/flatten-assets.ts';
import type { OrderAsset } from '../orders/order-assets.ts';

type PlacedLink = Pick<OrderAsset, 'group' | 'key' | 'floor' | 'link'>;

/** The links of a fresh read by the links they replace; places that are gone, or have not changed, are left out. */
export function selectFreshLinks(assets: readonly PlacedLink[], fresh: Order): ReadonlyMap<string, string> {
  const byPlace = new Map(flattenAssets(fresh).map((asset) => [assetPlace(asset), asset.link]));
  return new Map(
    assets.flatMap((asset): [string, string][] => {
      const link = byPlace.get(assetPlace(asset));
      return link === undefined || link === asset.link ? [] : [[asset.link, link]];
    }),
  );
}

/** The same value with links exchanged wherever they stand; everything else stays as it is. */
export function replaceLinks<T>(value: T, links: ReadonlyMap<string, string>): T {
  return exchange(value, links) as T;
}

function exchange(value: unknown, links: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return links.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => exchange(item, links));
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = { ...value };
  for (const name of Object.keys(copy)) copy[name] = exchange(copy[name], links);
  return copy;
}
