import type { DeliveryMessage } from '../../shared/delivery/delivery-message.ts';
import type { ArchiveDestinationSettings } from '../../shared/delivery/destination-settings.ts';
import { loadReferenced } from '../../shared/delivery/large-event.ts';
import type { AttemptOutcome } from '../../shared/delivery/next-attempt.ts';
import type { EventAsset, OrderEventData } from '../../shared/delivery/order-event.ts';
import type { ReadFreshOrder } from '../../shared/delivery/read-fresh-order.ts';
import { isRevisionEvent } from '../../shared/delivery/revision-event.ts';
import type { Bucket } from '../../shared/storage/bucket.ts';
import { isAllowedHost } from './allowed-link.ts';
import { type ArchiveAssetDeps, type AssetResult, archiveAsset } from './archive-asset.ts';
import { assignKeys } from './archive-key.ts';
import { createLinkRefresher, type RefreshedLink } from './fresh-link.ts';
import { keepManifest } from './keep-manifest.ts';
import { type ArchivedFile, type ArchiveFolder, claimFolder } from './manifest.ts';

export interface ArchiveOrderDeps extends ArchiveAssetDeps {
  readonly settings: ArchiveDestinationSettings;
  readonly archive: Bucket;
  readonly largeEvents: Bucket;
  readonly readFreshOrder: ReadFreshOrder;
  readonly hasTimeLeft: () => boolean;
  /** Tells other destinations where the files are. */
  readonly announce: (message: DeliveryMessage, assets: readonly EventAsset[]) => Promise<void>;
}

/** One attempt to have every file of a revision in the archive. What was stored stays, whatever becomes of the rest. */
export async function archiveOrder(message: DeliveryMessage, deps: ArchiveOrderDeps): Promise<AttemptOutcome> {
  if (!isRevisionEvent(message.event)) return { kind: 'delivered' };
  const { settings, archive } = deps;
  const data = message.event.data as OrderEventData;
  const assets = await loadReferenced(data.assets, deps.largeEvents);
  const files = assets.filter((asset) => isFile(asset, settings.allowedHosts));
  if (files.length === 0) return { kind: 'delivered' };
  const { account, orderId, externalId } = data;
  const folder = await claimFolder(archive, settings.keyTemplate, { account, orderId, externalId });
  const done = await archiveFiles(message, files, folder, deps);
  if (done.outcome !== undefined) return done.outcome;
  await deps.announce(message, withArchived(assets, done.archived, archive.name));
  return { kind: 'delivered' };
}

interface ArchivedFiles {
  /** Nothing once every file is there. */
  readonly outcome: AttemptOutcome | undefined;
  readonly archived: ReadonlyMap<EventAsset, ArchivedFile>;
}

/** One file after another; what came in is in the manifest whatever becomes of the rest. */
async function archiveFiles(
  message: DeliveryMessage,
  files: readonly EventAsset[],
  claimed: ArchiveFolder,
  deps: ArchiveOrderDeps,
): Promise<ArchivedFiles> {
  const { keyTemplate } = deps.settings;
  const sequence = message.sequence ?? '';
  const refresh = createLinkRefresher(message, deps.readFreshOrder);
  const archived = new Map<EventAsset, ArchivedFile>();
  const problems: Problem[] = [];
  const manifest = keepManifest(deps.archive, keyTemplate, claimed);
  for (const { asset, objectKey } of assignKeys(keyTemplate, claimed.names, files)) {
    if (!deps.hasTimeLeft()) {
      await manifest.save();
      return { outcome: { kind: 'postponed', reason: 'out-of-time', waitMs: 1_000 }, archived };
    }
    const known = manifest.find(objectKey);
    const result = await archiveWithFreshLink({ asset, objectKey, sequence, known }, refresh, deps);
    if (result.kind === 'archived') {
      archived.set(asset, result.file);
      await manifest.add(result.file);
    } else if (result.kind !== 'gone') {
      problems.push(result);
    }
  }
  const outcome = worstOf(problems);
  await (outcome === undefined ? manifest.finish(sequence) : manifest.save());
  return { outcome, archived };
}

type Archiving = AssetResult | Extract<RefreshedLink, { kind: 'gone' | 'away' }>;
type Problem = Exclude<Archiving, { kind: 'archived' | 'gone' }>;

/** A link that opens nothing is exchanged once; a file that a fresh read no longer has belongs to the next revision. */
async function archiveWithFreshLink(
  task: Parameters<typeof archiveAsset>[0],
  refresh: (asset: EventAsset) => Promise<RefreshedLink>,
  deps: ArchiveOrderDeps,
): Promise<Archiving> {
  const result = await archiveAsset(task, deps);
  if (result.kind !== 'expired') return result;
  const refreshed = await refresh({ ...task.asset, archived: null });
  if (refreshed.kind !== 'fresh') return refreshed;
  return archiveAsset({ ...task, asset: { ...task.asset, link: refreshed.link } }, deps);
}

const AWAY_WAIT_MS = 15 * 60_000;

/** What can be mended by waiting comes first, so that a refusal is the last word on the files that are left. */
function worstOf(problems: readonly Problem[]): AttemptOutcome | undefined {
  if (problems.some(({ kind }) => kind === 'away')) {
    return { kind: 'postponed', reason: 'account-away', waitMs: AWAY_WAIT_MS };
  }
  const failed = problems.find((problem) => problem.kind === 'failed');
  if (failed !== undefined) return { kind: 'failed', reason: `asset-${failed.reason}` };
  if (problems.some(({ kind }) => kind === 'expired')) return { kind: 'failed', reason: 'asset-link-expired' };
  const refused = problems.find((problem) => problem.kind === 'refused');
  return refused === undefined ? undefined : { kind: 'undeliverable', reason: `asset-${refused.reason}` };
}

const PAGES: readonly string[] = ['html', 'htm', 'php', 'aspx'];

/** A page to look at, such as a tour, is no file; a link without a format counts where its host serves files. */
function isFile({ product, format, link }: EventAsset, allowedHosts: readonly string[]): boolean {
  if (product === 'tour' || PAGES.includes(format)) return false;
  if (format !== 'link') return true;
  return URL.canParse(link) && isAllowedHost(new URL(link).hostname, allowedHosts);
}

function withArchived(
  assets: readonly EventAsset[],
  archived: ReadonlyMap<EventAsset, ArchivedFile>,
  bucket: string,
): EventAsset[] {
  return assets.map((asset) => {
    const file = archived.get(asset);
    if (file === undefined) return asset;
    return { ...asset, archived: { bucket, key: file.objectKey, sha256: file.sha256, size: file.size } };
  });
}
