import type { ArchivedFile, Manifest } from '../../../functions/asset-archive/manifest.ts';
import { type Delivered, isRevision } from '../../../infra/local/day/delivery-log.ts';
import type { Order } from '../../../shared/cubicasa/index.ts';
import { assetPlace, flattenAssets } from '../../../shared/orders/flatten-assets.ts';
import type { Archive } from './read-archive.ts';

/**
 * Orders that are Ready, were delivered to the bus, and whose last revision's files are not all in the archive. A tour
 * is a page and no file. Pure.
 */
export function findUnarchived(orders: readonly Order[], delivered: readonly Delivered[], archive: Archive): string[] {
  const last = lastSequences(delivered);
  return orders
    .filter(({ id, info }) => info?.status === 'Ready' && last.has(id))
    .flatMap((order) => {
      const manifest = archive.manifests.get(order.id);
      if (manifest === undefined) return [`[P4] the archive has nothing of order ${order.id}`];
      return [...findStale(manifest, last.get(order.id)), ...findMissing(order, manifest, archive)];
    });
}

function findStale({ orderId, sequence }: Manifest, expected: string | undefined): string[] {
  return sequence === expected ? [] : [`[P4] the archive has order ${orderId} as of ${sequence}, not ${expected}`];
}

function findMissing(order: Order, manifest: Manifest, { keys }: Archive): string[] {
  const current = manifest.files.filter((file) => file.sequence === manifest.sequence && keys.has(file.objectKey));
  const stored = new Set(current.map(placeOf));
  const files = flattenAssets(order).filter(({ product, format }) => product !== 'tour' && format !== 'link');
  return files
    .filter((asset) => !stored.has(assetPlace(asset)))
    .map((asset) => `[P4] the archive lacks ${assetPlace(asset)} of order ${order.id}`);
}

function placeOf(file: ArchivedFile): string {
  return assetPlace(file);
}

function lastSequences(delivered: readonly Delivered[]): Map<string, string> {
  const last = new Map<string, string>();
  for (const { subject, data } of delivered.filter(isRevision)) {
    const sequence = data.revision?.sequence ?? '';
    if (sequence > (last.get(subject) ?? '')) last.set(subject, sequence);
  }
  return last;
}
