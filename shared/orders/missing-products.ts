import type { Order } from '../cubicasa/index.ts';
import type { AgendaEntry } from './agenda.ts';
import { flattenAssets } from './flatten-assets.ts';

/** Groups that a purchase leads to, as far as the vocabulary is known (CONTRACT 4.1.3); other codes promise nothing. */
const GROUPS_BY_PURCHASE: Readonly<Record<string, readonly string[]>> = {
  base: ['listing_floorplans'],
  plus: ['listing_floorplans', 'home_report'],
  plus_3d: ['listing_floorplans', 'home_report', 'floorplans_3d'],
  gla: ['gla_package'],
  '3d_cad_files': ['cad_files'],
};

const LOOKS_HOURS = [1, 2, 4, 8, 16, 24, 24, 24, 48, 48, 72, 72] as const;

/** Groups that were bought and of which a delivered order has no file yet. */
export function missingProducts(order: Order): string[] {
  if (order.info?.status !== 'Ready') return [];
  const product = order.info.product;
  const bought = [product?.package_type ?? '', ...(product?.add_ons ?? [])];
  const present = new Set(flattenAssets(order).map(({ group }) => group));
  return bought.flatMap((code) => GROUPS_BY_PURCHASE[code] ?? []).filter((group) => !present.has(group));
}

/** The next look for what was bought and is not there, backed off over about two weeks. */
export function nextProductLook(due: readonly AgendaEntry[], now: number): AgendaEntry | undefined {
  const last = due.find(({ reason }) => reason === 'missing-product')?.attempt ?? 0;
  const hours = LOOKS_HOURS[last];
  if (hours === undefined) return undefined;
  return { reason: 'missing-product', dueAt: new Date(now + hours * 3_600_000).toISOString(), attempt: last + 1 };
}
