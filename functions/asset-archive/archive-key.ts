import { createHash } from 'node:crypto';
import { assetPlace } from '../../shared/orders/flatten-assets.ts';
import type { OrderAsset } from '../../shared/orders/order-assets.ts';

/** What a key template may name of the order. */
export interface OrderNames {
  readonly account: string;
  readonly orderId: string;
  readonly externalId: string | null;
}

type Values = Readonly<Record<string, string | number | null>>;

const PLACEHOLDER = /\{([A-Za-z|]+)\}/g;
const UNSAFE = /[^\p{L}\p{N}\p{M} ._@+=,()-]/gu;
const PART_LIMIT = 100;
const MANIFEST = 'manifest.json';

/** Fills a template: the first named value that is not empty, made safe as a part of a path. */
export function renderKey(template: string, values: Values): string {
  const filled = template.replace(PLACEHOLDER, (_, names: string) => safePart(firstValue(names.split('|'), values)));
  return filled
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (/^\.+$/.test(part) ? '_' : part))
    .join('/');
}

/** The manifest lies in the folder that is named for the order; without such a folder, in one of its own. */
export function manifestKey(template: string, names: OrderNames): string {
  const parts = template.split('/');
  const named = parts.findIndex((part) => part.includes('orderId'));
  const hasFolder = named >= 0 && named < parts.length - 1;
  const folder = hasFolder ? parts.slice(0, named + 1).join('/') : '{account}/{orderId}';
  return renderKey(`${folder}/${MANIFEST}`, { ...names });
}

/** One key for each asset; where a template gives the same key twice, the later ones carry a mark of their place. */
export function assignKeys<Asset extends OrderAsset>(
  template: string,
  names: OrderNames,
  assets: readonly Asset[],
): { readonly asset: Asset; readonly objectKey: string }[] {
  const taken = new Set([manifestKey(template, names)]);
  return assets.map((asset) => {
    const { product, group, key, floor, format } = asset;
    const rendered = renderKey(template, { ...names, product, group, key, floor, format });
    const objectKey = taken.has(rendered) ? markKey(rendered, assetPlace(asset)) : rendered;
    taken.add(objectKey);
    return { asset, objectKey };
  });
}

function firstValue(names: readonly string[], values: Values): string {
  const found = names
    .map((name) => values[name])
    .find((value) => value !== null && value !== undefined && value !== '');
  return String(found ?? '');
}

function safePart(text: string): string {
  const safe = text.normalize('NFC').replace(UNSAFE, '_').trim().slice(0, PART_LIMIT);
  return /^\.*$/.test(safe) ? '_' : safe;
}

function markKey(key: string, place: string): string {
  const mark = createHash('sha256').update(place).digest('hex').slice(0, 8);
  return key.replace(/(\.[^./]*)?$/, (extension) => `-${mark}${extension}`);
}
