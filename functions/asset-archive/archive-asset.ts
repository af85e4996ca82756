import type { OrderAsset } from '../../shared/orders/order-assets.ts';
import { contentTypeOf } from './file-format.ts';
import type { FileStore, StoredFile } from './file-store.ts';
import { BadFileError, type InspectedStream, inspectStream } from './inspect-stream.ts';
import type { ArchivedFile } from './manifest.ts';
import type { OpenedAsset, Opening } from './open-asset.ts';

/** One asset and where it belongs. */
export interface AssetTask {
  readonly asset: OrderAsset;
  readonly objectKey: string;
  readonly sequence: string;
  /** What the manifest has at this place of the archive. */
  readonly known: ArchivedFile | undefined;
}

export type AssetResult =
  | { readonly kind: 'archived'; readonly file: ArchivedFile }
  | Exclude<Opening, OpenedAsset | { readonly kind: 'unchanged' }>;

export interface ArchiveAssetDeps {
  readonly open: (link: string, ifNoneMatch: string | undefined) => Promise<Opening>;
  readonly store: FileStore;
  readonly maxAssetBytes: number;
}

/** Brings one file into the archive, unless what is there is the same. Throws only where the archive itself is away. */
export async function archiveAsset(task: AssetTask, deps: ArchiveAssetDeps): Promise<AssetResult> {
  const { asset, sequence } = task;
  const stored = await deps.store.head(task.objectKey);
  const known = isThereStill(task.known, stored) ? task.known : undefined;
  const opened = await deps.open(asset.link, known?.validator ?? undefined);
  if (opened.kind === 'unchanged') {
    return known === undefined
      ? { kind: 'failed', reason: 'status-304' }
      : { kind: 'archived', file: { ...known, sequence } };
  }
  if (opened.kind !== 'opened') return opened;
  if (known !== undefined && sameContent(known, opened)) {
    opened.body.destroy();
    return { kind: 'archived', file: { ...known, sequence } };
  }
  return takeIn({ ...task, known }, stored, opened, deps).catch(asResult);
}

/** A try that ended before the manifest was written may have put another file in the place of the one it names. */
function isThereStill(known: ArchivedFile | undefined, stored: StoredFile | undefined): boolean {
  return known === undefined || stored?.etag === known.etag;
}

/** A file that a crash kept from the manifest is only read again, for its digest; so is one whose size alone is known. */
async function takeIn(
  task: AssetTask,
  stored: StoredFile | undefined,
  opened: OpenedAsset,
  deps: ArchiveAssetDeps,
): Promise<AssetResult> {
  if (opened.size !== null && opened.size > deps.maxAssetBytes) {
    opened.body.destroy();
    throw new BadFileError('too-large');
  }
  if (stored !== undefined && sameContent(stored, opened))
    return { kind: 'archived', file: await digestOnly(task, opened, stored.etag, deps) };
  const { known } = task;
  if (known === undefined || opened.validator !== null || opened.size !== known.size) return upload(task, opened, deps);
  const seen = await digestOnly(task, opened, known.etag, deps);
  if (seen.sha256 === known.sha256) return { kind: 'archived', file: seen };
  const again = await deps.open(task.asset.link, undefined);
  if (again.kind === 'unchanged') return { kind: 'failed', reason: 'status-304' };
  return again.kind === 'opened' ? upload(task, again, deps) : again;
}

async function upload(task: AssetTask, opened: OpenedAsset, deps: ArchiveAssetDeps): Promise<AssetResult> {
  const stream = inspect(task, opened, deps);
  const { format } = task.asset;
  const etag = await deps.store.put(task.objectKey, stream.chunks, contentTypeOf(format), opened.validator);
  return { kind: 'archived', file: toFile(task, opened, stream, etag) };
}

async function digestOnly(
  task: AssetTask,
  opened: OpenedAsset,
  etag: string,
  deps: ArchiveAssetDeps,
): Promise<ArchivedFile> {
  const stream = inspect(task, opened, deps);
  for await (const _ of stream.chunks);
  return toFile(task, opened, stream, etag);
}

function inspect(
  { asset }: AssetTask,
  { body, size }: OpenedAsset,
  { maxAssetBytes }: ArchiveAssetDeps,
): InspectedStream {
  return inspectStream(body, { format: asset.format, maxBytes: maxAssetBytes, size });
}

function toFile(
  { asset, objectKey, sequence }: AssetTask,
  opened: OpenedAsset,
  stream: InspectedStream,
  etag: string,
): ArchivedFile {
  const { link: _, ...place } = asset;
  const { validator } = opened;
  return {
    ...place,
    objectKey,
    ...stream.result(),
    contentType: contentTypeOf(asset.format),
    validator,
    etag,
    sequence,
  };
}

/** Only what the host itself vouches for counts: a size alone is no proof. */
function sameContent(
  known: { readonly validator: string | null; readonly size: number },
  opened: OpenedAsset,
): boolean {
  return known.validator !== null && known.validator === opened.validator && known.size === (opened.size ?? known.size);
}

/** A web page in place of a file may be a host's bad moment; what breaks off may come whole the next time. */
function asResult(error: unknown): AssetResult {
  if (error instanceof BadFileError)
    return { kind: error.reason === 'too-large' ? 'refused' : 'failed', reason: error.reason };
  if (isSourceError(error)) return { kind: 'failed', reason: 'connection' };
  throw error;
}

/** What undici raises when a body breaks off, times out or is aborted. */
function isSourceError(error: unknown): boolean {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  if (name === 'AbortError' || name === 'TimeoutError') return true;
  return typeof code === 'string' && (code.startsWith('UND_ERR') || code === 'ECONNRESET' || code === 'EPIPE');
}
