import { announceArchived } from '../../../../functions/asset-archive/announce-archived.ts';
import { type ArchiveOrderDeps, archiveOrder } from '../../../../functions/asset-archive/archive-order.ts';
import { attemptAlone } from '../../../../functions/asset-archive/attempt-alone.ts';
import type { FileStore } from '../../../../functions/asset-archive/file-store.ts';
import type { OpenedAsset, Opening } from '../../../../functions/asset-archive/open-asset.ts';
import { createProgressStore } from '../../../../shared/delivery/delivery-progress.ts';
import { createFreshOrderReader } from '../../../../shared/delivery/read-fresh-order.ts';
import { sendEvent } from '../../../../shared/delivery/send-event.ts';
import { companyOfAsset, serveAsset } from '../../../simulator/assets/serve-asset.ts';
import type { Environment } from '../lambda/environment.ts';
import { type Accounts, openClients } from '../relay/account-access.ts';
import { createQueueFinder } from '../relay/queue-finder.ts';
import { performBucket } from '../stores/performed-bucket.ts';
import { performTable } from '../stores/performed-table.ts';
import { type Attempt, type DeliverySite, startDelivery } from './delivery.ts';

const ARCHIVE_KEYS = '{account}/{externalId|orderId}/{product}/{group}-{key}-{floor}.{format}';
const HOST = 'files.simulator.example';
const BEGIN_MS = 20_000;

/** asset-archive of one destination, down to the file hosts and the archive's own bucket. */
export function startArchiveDelivery(site: DeliverySite): void {
  startDelivery(site, 'asset-archive', (environment) => connectArchive(site, environment));
}

function connectArchive({ parts, consumer, platform }: DeliverySite, environment: Environment): Attempt {
  const { accounts, destinations } = parts;
  const { loop } = platform;
  const table = performTable(parts.table, environment);
  const largeEvents = performBucket(parts.revisions, environment);
  const queueFor = createQueueFinder(parts, environment, platform);
  const progress = createProgressStore(table, consumer.name);
  const base: Omit<ArchiveOrderDeps, 'announce' | 'hasTimeLeft'> = {
    settings: { name: consumer.name, keyTemplate: ARCHIVE_KEYS, allowedHosts: [HOST], maxAssetBytes: 1e9 },
    maxAssetBytes: 1e9,
    largeEvents,
    archive: performBucket(parts.archive.manifests, environment),
    store: performFiles(parts.archive.files, environment),
    readFreshOrder: createFreshOrderReader(openClients(accounts, table, environment, platform), table),
    open: (link) =>
      environment.perform({ service: 'files', verb: 'open', to: new URL(link).pathname }, () => open(link, accounts)),
  };
  const send: Parameters<typeof announceArchived>[3]['send'] = (content, destination, replay) =>
    sendEvent(content, destination, { queueFor, largeEvents }, replay === undefined ? {} : { replay });
  return async (message, invocation) => {
    const forMs = invocation.deadline - loop.now();
    const holder = String(invocation.number);
    const alone = { table, progress, destination: consumer.name, holder, forMs, now: loop.now };
    const announceDeps = { table, largeEvents, destinations, send };
    const outcome = await attemptAlone(message, alone, () =>
      archiveOrder(message, {
        ...base,
        hasTimeLeft: () => invocation.deadline - loop.now() > BEGIN_MS,
        announce: (archived, assets) =>
          announceArchived(archived, assets, message.replay ? holder : undefined, announceDeps),
      }),
    );
    if (outcome.kind === 'delivered') {
      invocation.deliveries.push(message.event.id);
      consumer.take(message.event, message.text);
    }
    return outcome;
  };
}

function performFiles(files: FileStore, environment: Environment): FileStore {
  const effect = (verb: string, to: string) => ({ service: 'archive', verb, to });
  return {
    head: (key) => environment.perform(effect('head', key), () => files.head(key)),
    put: (key, chunks, contentType, validator) =>
      environment.perform(effect('put', key), () => files.put(key, chunks, contentType, validator)),
  };
}

/** What openAsset makes of a file host's answer. */
function open(link: string, accounts: Accounts): Opening {
  const { pathname, searchParams } = new URL(link);
  const company = [...accounts.values()]
    .map((account) => account.company)
    .find(({ id }) => id === companyOfAsset(pathname));
  if (company === undefined) return { kind: 'expired' };
  const reply = serveAsset(company, { method: 'GET', path: pathname, query: searchParams, headers: {}, body: '' });
  if (reply.connection !== 'answered') return { kind: 'failed', reason: 'connection' };
  if ([400, 401, 403, 404, 410].includes(reply.status)) return { kind: 'expired' };
  if (reply.status !== 200) return { kind: 'failed', reason: `status-${reply.status}` };
  const bytes = Buffer.from(reply.body);
  return {
    kind: 'opened',
    validator: reply.headers.etag ?? null,
    size: bytes.byteLength,
    contentType: reply.headers['content-type'] ?? '',
    body: bodyOf(bytes),
  };
}

/** In one piece, without Node's streams: they would wait for ticks of the real loop. */
function bodyOf(bytes: Uint8Array): OpenedAsset['body'] {
  async function* once(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  return Object.assign(once(), { destroy: () => {} });
}
