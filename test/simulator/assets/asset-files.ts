import type { Product, SimulatedOrder } from '../company/order.ts';
import type { Switches } from '../company/switches.ts';

export type AssetFormat = 'jpg' | 'png' | 'svg' | 'pdf' | 'zip' | 'json' | 'html';

/** One file of an order. */
export interface AssetFile {
  readonly product: Product;
  /** Group and key in `delivery_assets`. */
  readonly group: string;
  readonly key: string;
  /** From 0; 0 for files that hold all floors. */
  readonly floor: number;
  readonly dimensions: boolean;
  readonly format: AssetFormat;
  /** Unique within the group. */
  readonly name: string;
}

interface KeyRule {
  readonly product: Product;
  readonly group: string;
  readonly key: string;
  readonly format: AssetFormat;
  readonly perFloor: boolean;
  /** What must have been bought; nothing when left out. */
  readonly boughtWith?: readonly string[];
}

const image = (key: string, format: AssetFormat): KeyRule => ({
  product: 'products_2d',
  group: 'listing_floorplans',
  key,
  format,
  perFloor: true,
});
const single = (product: Product, group: string, key: string, format: AssetFormat): KeyRule => ({
  product,
  group,
  key,
  format,
  perFloor: false,
});

const RULES: readonly KeyRule[] = [
  image('jpg_urls', 'jpg'),
  image('jpg_urls_dim', 'jpg'),
  image('png_urls', 'png'),
  image('png_urls_dim', 'png'),
  image('svg_urls', 'svg'),
  image('svg_urls_dim', 'svg'),
  single('products_2d', 'listing_floorplans', 'pdf_urls', 'pdf'),
  single('products_2d', 'listing_floorplans', 'pdf_urls_dim', 'pdf'),
  single('products_2d', 'listing_floorplans', 'zip_urls', 'zip'),
  single('products_2d', 'listing_floorplans', 'zip_urls_dim', 'zip'),
  { ...single('products_2d', 'home_report', 'pdf_urls', 'pdf'), boughtWith: ['plus', 'plus_3d'] },
  { ...single('products_2d', 'gla_package', 'pdf_urls', 'pdf'), boughtWith: ['gla'] },
  { ...single('products_2d', 'gla_package', 'json_urls', 'json'), boughtWith: ['gla'] },
  single('products_2d', 'snapshot', 'image_urls', 'png'),
  single('products_2d', 'snapshot', 'pdf_urls', 'pdf'),
  single('products_2d', 'property_data', 'json_urls', 'json'),
  { ...image('image_urls', 'jpg'), product: 'products_3d', group: 'floorplans_3d' },
  single('products_3d', 'floorplans_3d', 'pdf_urls', 'pdf'),
  { ...single('products_3d', 'cad_files', 'zip_urls', 'zip'), boughtWith: ['3d_cad_files'] },
  single('tour', 'tour', 'link', 'html'),
  single('tour', 'tour', 'mls_compliance_link', 'html'),
];

/** Every group that an order of this API names, bought or not (contract 4.1.4). */
export const GROUPS: readonly string[] = [
  'listing_floorplans',
  'home_report',
  'gla_package',
  'snapshot',
  'property_data',
  'floorplans_3d',
  'video_3d',
  'cad_files',
  'tour',
];

/** Formats that every account gets; others only where all formats are drawn. */
const FEW: readonly AssetFormat[] = ['jpg', 'pdf', 'json', 'html'];
/** The least that shows each product. */
const LEAST: readonly string[] = ['jpg_urls', 'image_urls', 'link'];
const RULES_OF = {
  every: RULES,
  few: RULES.filter(({ format }) => FEW.includes(format)),
  least: RULES.filter(({ key, group }) => LEAST.includes(key) && group !== 'snapshot'),
} as const;

/** What was delivered so far, in the order of the groups, floors ascending. */
export function assetFiles(order: SimulatedOrder, { planFormats }: Pick<Switches, 'planFormats'>): AssetFile[] {
  const codes = [order.packageType, ...order.addOns];
  return RULES_OF[planFormats]
    .filter(
      ({ product, boughtWith }) =>
        order.delivered[product] !== undefined &&
        (boughtWith === undefined || boughtWith.some((code) => codes.includes(code))),
    )
    .flatMap((rule) => filesOf(rule, order.floors));
}

const known = new Map<KeyRule, Map<number, readonly AssetFile[]>>(RULES.map((rule) => [rule, new Map()]));

/** The same for every order of so many floors, so each is made once. */
function filesOf(rule: KeyRule, floors: number): readonly AssetFile[] {
  const files = known.get(rule)?.get(floors) ?? makeFiles(rule, floors);
  known.get(rule)?.set(floors, files);
  return files;
}

function makeFiles(rule: KeyRule, floors: number): AssetFile[] {
  const { product, group, key, format } = rule;
  const dimensions = key.endsWith('_dim');
  return Array.from({ length: rule.perFloor ? floors : 1 }, (_, floor) => {
    const place = rule.perFloor ? `floor-${floor + 1}` : key.replaceAll('_', '-');
    const suffix = dimensions && rule.perFloor ? '-dim' : '';
    return { product, group, key, floor, dimensions, format, name: `${place}${suffix}.${format}` };
  });
}
