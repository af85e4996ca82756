import { createHash } from 'node:crypto';
import type { Manifest } from '../../../../functions/asset-archive/manifest.ts';
import type { Order } from '../../../../shared/cubicasa/index.ts';
import { flattenAssets } from '../../../../shared/orders/flatten-assets.ts';
import type { OrderAsset } from '../../../../shared/orders/order-assets.ts';
import { showOrder } from '../../../simulator/api/show-order.ts';
import { serveAsset } from '../../../simulator/assets/serve-asset.ts';
import type { Company } from '../../../simulator/company/company.ts';
import { orderName } from '../company/truth.ts';
import type { PlayedSimulation } from '../played-simulation.ts';
import { type ArrivalsByOrder, placeOf } from './check-arrivals.ts';

/** Every file of every delivered order lies in the archive as its host has it now, under the digest on record. [P4] */
export function checkArchive(byOrder: ArrivalsByOrder, { accounts, parts, journal }: PlayedSimulation): void {
  const manifests = [...parts.archive.manifests.objects.values()].map((text) => JSON.parse(text) as Manifest);
  for (const { name, company } of accounts) {
    // Where a link stays the same over edits nothing tells which file was meant.
    if (company.switches.assetPaths !== 'per-edit') continue;
    for (const order of company.orders.values()) {
      const title = orderName(name, order.id);
      if (order.status !== 'Ready' || !byOrder.has(placeOf('archive', title))) continue;
      const manifest = manifests.find(({ account, orderId }) => account === name && orderId === order.id);
      const assets = flattenAssets(showOrder(company, order) as unknown as Order);
      const missing = assets.find((asset) => asset.product !== 'tour' && !isArchived(asset, manifest, company, parts));
      if (missing !== undefined)
        journal.violation('P4', `the archive lacks ${missing.group}/${missing.key} ${missing.floor} of ${title}`);
    }
  }
}

function isArchived(
  { group, key, floor, link }: OrderAsset,
  manifest: Manifest | undefined,
  company: Company,
  { archive }: PlayedSimulation['parts'],
): boolean {
  const file = manifest?.files.find((one) => one.group === group && one.key === key && one.floor === floor);
  const stored = archive.files.files.get(file?.objectKey ?? '');
  if (file === undefined || stored === undefined) return false;
  const wanted = digest(serve(link, company));
  return file.sha256 === wanted && digest(stored.bytes) === wanted;
}

function serve(link: string, company: Company): Uint8Array {
  const { pathname, searchParams } = new URL(link);
  const reply = serveAsset(company, { method: 'GET', path: pathname, query: searchParams, headers: {} });
  return Buffer.from(reply.body);
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
