import type { OrderAsset } from '../../shared/orders/order-assets.ts';
import type { Bucket } from '../../shared/storage/bucket.ts';
import { manifestKey, type OrderNames } from './archive-key.ts';

/** One file in the archive and where it came from. */
export interface ArchivedFile extends Omit<OrderAsset, 'link'> {
  readonly objectKey: string;
  readonly sha256: string;
  /** bytes */
  readonly size: number;
  readonly contentType: string;
  /** What its host said of this content; null where it said nothing. */
  readonly validator: string | null;
  /** Of the object that holds it. */
  readonly etag: string;
  /** The last revision that had it. */
  readonly sequence: string;
}

/** `manifest.json` of one order: shape 1. Files that a later revision no longer has stay listed under their sequence. */
export interface Manifest {
  readonly v: 1;
  readonly account: string;
  readonly orderId: string;
  readonly externalId: string | null;
  /** The last revision that was archived whole. */
  readonly sequence: string | null;
  readonly files: readonly ArchivedFile[];
}

/** An order's place in the archive. */
export interface ArchiveFolder {
  readonly names: OrderNames;
  readonly manifest: Manifest;
}

/**
 * The order's folder, claimed by its manifest. An external id that another order's folder bears already is followed by
 * the order's own id, so that two orders under one label do not overwrite each other.
 */
export async function claimFolder(bucket: Bucket, template: string, names: OrderNames): Promise<ArchiveFolder> {
  const { orderId, externalId } = names;
  const labels = externalId === null ? [null] : [externalId, `${externalId}-${orderId}`];
  for (const label of labels) {
    const candidate = { ...names, externalId: label };
    const manifest = await claimManifest(bucket, manifestKey(template, candidate), candidate);
    if (manifest.account === names.account && manifest.orderId === orderId) return { names: candidate, manifest };
  }
  throw new Error(`the archive's folders for order ${orderId} belong to other orders`);
}

async function claimManifest(bucket: Bucket, key: string, names: OrderNames): Promise<Manifest> {
  const stored = await bucket.get(key);
  if (stored !== undefined) return parseManifest(stored);
  const claimed: Manifest = { v: 1, ...names, sequence: null, files: [] };
  if ((await bucket.putOnce(key, formatManifest(claimed), 'application/json')) === 'written') return claimed;
  return parseManifest((await bucket.get(key)) ?? formatManifest(claimed));
}

export async function saveManifest(bucket: Bucket, template: string, folder: ArchiveFolder): Promise<void> {
  await bucket.put(manifestKey(template, folder.names), formatManifest(folder.manifest), 'application/json');
}

/** The file in place of the one that stood at the same object key. */
export function withFile(manifest: Manifest, file: ArchivedFile): Manifest {
  const others = manifest.files.filter(({ objectKey }) => objectKey !== file.objectKey);
  return { ...manifest, files: [...others, file].sort((a, b) => (a.objectKey < b.objectKey ? -1 : 1)) };
}

function parseManifest(text: string): Manifest {
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.v !== 1) throw new TypeError('an archive manifest has an unknown version');
  return manifest;
}

function formatManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
