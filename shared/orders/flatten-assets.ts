import type { Order } from '../cubicasa/index.ts';
import { isLink } from './link.ts';
import type { OrderAsset } from './order-assets.ts';

/** Which product a group belongs to (CONTRACT 3.1): 2D = listing floor plans, GLA and the like; 3D = plans, video, CAD. */
const PRODUCTS: Readonly<Record<string, string>> = {
  listing_floorplans: 'products_2d',
  home_report: 'products_2d',
  gla_package: 'products_2d',
  snapshot: 'products_2d',
  property_data: 'products_2d',
  floorplans_3d: 'products_3d',
  video_3d: 'products_3d',
  cad_files: 'products_3d',
  tour: 'tour',
};

/** The documentation spells `homereport`, live bodies `home_report`: one group, whichever is filled. */
export function normalizeGroups(assets: unknown): Readonly<Record<string, unknown>> {
  if (typeof assets !== 'object' || assets === null || Array.isArray(assets)) return {};
  const { homereport, ...groups } = assets as Record<string, unknown>;
  return isEmpty(groups.home_report) && !isEmpty(homereport) ? { ...groups, home_report: homereport } : groups;
}

const known = new WeakMap<object, readonly OrderAsset[]>();

/** Every link of the order as one flat list, in the order's own order, groups nobody knows included. Made once an order. */
export function flattenAssets(order: Pick<Order, 'delivery_assets'>): readonly OrderAsset[] {
  const assets = known.get(order) ?? flatten(order.delivery_assets);
  known.set(order, assets);
  return assets;
}

function flatten(groups: unknown): OrderAsset[] {
  const assets: OrderAsset[] = [];
  for (const [group, content] of Object.entries(normalizeGroups(groups))) {
    const product = PRODUCTS[group] ?? 'other';
    collectLinks(content, '', undefined, (key, floor, link) => assets.push(toAsset(product, group, key, floor, link)));
  }
  return assets;
}

/** Where an asset stands in its order; with a validator it is the asset's identity. */
export function assetPlace(asset: Pick<OrderAsset, 'group' | 'key' | 'floor'>): string {
  return `${asset.group}/${asset.key}[${asset.floor}]`;
}

/**
 * Walks to every link: `key` are the names on the way, `floor` the last position in a list. Of a list within a list the
 * outer position joins the names, so that each link has a place of its own.
 */
function collectLinks(
  value: unknown,
  key: string,
  floor: number | undefined,
  found: (key: string, floor: number, link: string) => void,
): void {
  if (typeof value === 'string') {
    if (isLink(value)) found(key, floor ?? 0, value);
  } else if (Array.isArray(value)) {
    const names = floor === undefined ? key : [floor, key].filter((part) => part !== '').join('.');
    for (const [position, item] of value.entries()) collectLinks(item, names, position, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      collectLinks(item, key === '' ? name : `${key}.${name}`, floor, found);
    }
  }
}

function toAsset(product: string, group: string, names: string, floor: number, link: string): OrderAsset {
  const key = names === '' ? 'link' : names;
  return { product, group, key, format: formatOf(key, link), floor, dimensions: key.endsWith('_dim'), link };
}

const KEYED_FORMAT = /(?:^|\.)(jpg|png|svg|pdf|zip|json)_urls?(?:_dim)?$/;
const EXTENSION = /\.([a-z0-9]{1,5})$/i;

/** Named by the key where it can be (`png_urls_dim`), else by the file's extension, else `link`. */
function formatOf(key: string, link: string): string {
  const keyed = KEYED_FORMAT.exec(key)?.[1];
  return keyed ?? EXTENSION.exec(pathOf(link))?.[1]?.toLowerCase() ?? 'link';
}

function pathOf(link: string): string {
  return URL.parse(link)?.pathname ?? '';
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);
}
