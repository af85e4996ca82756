import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { beforeEach, expect, test } from 'vitest';
import { type ArchiveOrderDeps, archiveOrder } from '../../../functions/asset-archive/archive-order.ts';
import type { Manifest } from '../../../functions/asset-archive/manifest.ts';
import type { Opening } from '../../../functions/asset-archive/open-asset.ts';
import type { EventAsset, OrderEventData } from '../../../shared/delivery/order-event.ts';
import type { FreshOrder } from '../../../shared/delivery/read-fresh-order.ts';
import { aDeliveryMessage, anAsset, aRevision } from '../../support/delivery-builders.ts';
import { createMemoryBucket } from '../../support/memory-bucket.ts';
import { createMemoryFileStore } from '../../support/memory-file-store.ts';

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('plan of the ground floor')]);
const HOST = 'https://assets.example';
const PLACE = 'default/JOB-1/products_2d/listing_floorplans-jpg_urls';

interface HostedFile {
  readonly bytes: Buffer;
  readonly etag: string | null;
}

function createWorld() {
  const hosted = new Map<string, HostedFile | Exclude<Opening, { kind: 'opened' }>>();
  const store = createMemoryFileStore();
  const archive = createMemoryBucket('archive');
  const largeEvents = createMemoryBucket('revisions');
  const announced: (readonly EventAsset[])[] = [];
  const world = { fresh: { order: undefined, why: 'away' } as FreshOrder, reads: 0, opened: 0, timeLeft: () => true };
  const deps: ArchiveOrderDeps = {
    settings: {
      name: 'archive',
      keyTemplate: '{account}/{externalId|orderId}/{product}/{group}-{key}-{floor}.{format}',
      allowedHosts: ['assets.example'],
      maxAssetBytes: 1_000,
    },
    archive,
    largeEvents,
    store,
    maxAssetBytes: 1_000,
    async open(link, ifNoneMatch) {
      world.opened += 1;
      const file = hosted.get(link) ?? ({ kind: 'expired' } as const);
      if ('kind' in file) return file;
      if (file.etag !== null && file.etag === ifNoneMatch) return { kind: 'unchanged' };
      const { bytes, etag } = file;
      const body = Readable.from([bytes], { objectMode: false });
      return { kind: 'opened', validator: etag, size: bytes.byteLength, contentType: 'image/jpeg', body };
    },
    async readFreshOrder() {
      world.reads += 1;
      return world.fresh;
    },
    hasTimeLeft: () => world.timeLeft(),
    async announce(_, assets) {
      announced.push(assets);
    },
  };
  const run = (data: Partial<OrderEventData>, number = 1) =>
    archiveOrder(aDeliveryMessage(aRevision(number, data), { destination: 'archive' }), deps);
  const manifest = (key = 'default/JOB-1/manifest.json') => JSON.parse(archive.objects.get(key) ?? 'null') as Manifest;
  return { world, deps, hosted, store, archive, largeEvents, announced, run, manifest };
}

let bench: ReturnType<typeof createWorld>;
beforeEach(() => {
  bench = createWorld();
});

/** Assets on the host, one per floor. */
function host(count: number, { signature = 'a', etag = true } = {}): EventAsset[] {
  return Array.from({ length: count }, (_, floor) => {
    const link = `${HOST}/plan-${floor}.jpg?sig=${signature}`;
    bench.hosted.set(link, { bytes: JPEG, etag: etag ? `"v1-${floor}"` : null });
    return anAsset({ link, floor });
  });
}

test('stores every file under its key, with size, digest and type in the manifest, and announces where', async () => {
  const assets = host(2);
  expect(await bench.run({ assets })).toEqual({ kind: 'delivered' });
  expect(bench.store.writes).toEqual([`${PLACE}-0.jpg`, `${PLACE}-1.jpg`]);
  expect(bench.store.files.get(`${PLACE}-0.jpg`)).toMatchObject({ bytes: JPEG, contentType: 'image/jpeg' });
  const sha256 = createHash('sha256').update(JPEG).digest('hex');
  const { sequence } = aRevision(1);
  expect(bench.manifest()).toMatchObject({ v: 1, account: 'default', orderId: 'o1', externalId: 'JOB-1', sequence });
  expect(bench.manifest().files[0]).toMatchObject({
    objectKey: `${PLACE}-0.jpg`,
    sha256,
    size: JPEG.byteLength,
    sequence,
  });
  const archived = { bucket: 'archive', key: `${PLACE}-0.jpg`, sha256, size: JPEG.byteLength };
  expect(bench.announced).toHaveLength(1);
  expect(bench.announced[0]?.[0]).toEqual({ ...assets[0], archived });
});

test('the manifest holds no link [P8]', async () => {
  await bench.run({ assets: host(1) });
  expect(bench.archive.objects.get('default/JOB-1/manifest.json')).not.toMatch(/https:|sig=/);
});

test('what has not changed is not stored twice, and announced again', async () => {
  await bench.run({ assets: host(2) });
  await bench.run({ assets: host(2, { signature: 'b' }) }, 2);
  expect(bench.store.writes).toHaveLength(2);
  expect(bench.announced).toHaveLength(2);
  expect(bench.manifest().files.map(({ sequence }) => sequence)).toEqual(Array(2).fill(aRevision(2).sequence));
});

test('a host that ignores conditions, or names no version, changes nothing about that', async () => {
  const { open } = bench.deps;
  const deaf = { ...bench.deps, open: (link: string) => open(link, undefined) };
  for (const etag of [true, false]) {
    const message = aDeliveryMessage(aRevision(1, { externalId: `etag-${etag}`, assets: host(1, { etag }) }));
    const before = bench.store.writes.length;
    await archiveOrder(message, deaf);
    await archiveOrder(message, deaf);
    expect(bench.store.writes.length - before).toBe(1);
  }
});

test('a file that changed takes the place of the old one', async () => {
  const [asset = anAsset()] = host(1);
  await bench.run({ assets: [asset] });
  const changed = Buffer.concat([JPEG, Buffer.from('edited')]);
  bench.hosted.set(asset.link, { bytes: changed, etag: '"v2"' });
  await bench.run({ assets: [asset] }, 2);
  expect(bench.store.files.get(`${PLACE}-0.jpg`)?.bytes.equals(changed)).toBe(true);
  expect(bench.manifest().files).toHaveLength(1);
});

test.each([
  ['names versions', true],
  ['names none', false],
])(
  'what a try left in a file’s place before it could say so in the manifest is replaced, where its host %s [P4]',
  async (_, etag) => {
    const [asset = anAsset()] = host(1, { etag });
    await bench.run({ assets: [asset] }, 1);
    const other = Buffer.from(JPEG);
    other[other.length - 1] = 0;
    await bench.store.put(`${PLACE}-0.jpg`, Readable.from([other]), 'image/jpeg', etag ? '"v0"' : null);
    expect(await bench.run({ assets: [asset] }, 2)).toEqual({ kind: 'delivered' });
    expect(bench.store.files.get(`${PLACE}-0.jpg`)?.bytes).toEqual(JPEG);
  },
);

test('a change without a version or another length is seen by its digest', async () => {
  const [asset = anAsset()] = host(1, { etag: false });
  await bench.run({ assets: [asset] });
  const changed = Buffer.from(JPEG);
  changed[changed.length - 1] = 0;
  bench.hosted.set(asset.link, { bytes: changed, etag: null });
  await bench.run({ assets: [asset] }, 2);
  expect(bench.store.files.get(`${PLACE}-0.jpg`)?.bytes.equals(changed)).toBe(true);
});

/** The archive as it is, but for a crash at the write of a manifest. */
function crashingAt(write: number): ArchiveOrderDeps {
  const { put } = bench.archive;
  let writes = 0;
  const archive = {
    ...bench.archive,
    put: async (key: string, body: string) => {
      writes += 1;
      if (writes === write) throw new Error('crash before the manifest');
      await put(key, body);
    },
  };
  return { ...bench.deps, archive };
}

test.each([
  ['whose host names versions, before any of it is in the manifest', true, 1, 0],
  ['whose host names none, where the manifest alone knows what is there', false, 3, 2],
])('goes on after a crash with an order %s, and stores nothing twice', async (_, etag, write, listed) => {
  const assets = host(3, { etag });
  const message = aDeliveryMessage(aRevision(1, { assets }));
  if (!etag) bench.hosted.set(assets[2]?.link ?? '', { bytes: JPEG, etag: '"v1"' });
  await expect(archiveOrder(message, crashingAt(write))).rejects.toThrow('crash');
  expect(bench.manifest().files).toHaveLength(listed);
  expect(await archiveOrder(message, bench.deps)).toEqual({ kind: 'delivered' });
  expect(bench.store.writes).toEqual([0, 1, 2].map((floor) => `${PLACE}-${floor}.jpg`));
  expect(bench.manifest().files.map(({ sha256 }) => sha256)).toEqual(
    Array(3).fill(createHash('sha256').update(JPEG).digest('hex')),
  );
});

test('many small files are entered in the manifest with one write', async () => {
  const { put } = bench.archive;
  const written: string[] = [];
  const archive = {
    ...bench.archive,
    put: async (key: string, body: string) => {
      written.push(key);
      await put(key, body);
    },
  };
  const message = aDeliveryMessage(aRevision(1, { assets: host(20) }));
  expect(await archiveOrder(message, { ...bench.deps, archive })).toEqual({ kind: 'delivered' });
  expect(written).toEqual(['default/JOB-1/manifest.json']);
  expect(bench.manifest().files).toHaveLength(20);
});

test('expired links are exchanged by one fresh read', async () => {
  const assets = [0, 1].map((floor) => anAsset({ floor, link: `${HOST}/plan-${floor}.jpg?sig=old` }));
  const links = host(2, { signature: 'new' }).map(({ link }) => link);
  bench.world.fresh = { order: { id: 'o1', delivery_assets: { listing_floorplans: { jpg_urls: links } } } };
  expect(await bench.run({ assets })).toEqual({ kind: 'delivered' });
  expect(bench.world.reads).toBe(1);
  expect(bench.store.writes).toHaveLength(2);
});

test('links that stay expired are tried again later, with CubiCasa away without using up the budget', async () => {
  const assets = [anAsset({ link: `${HOST}/gone.jpg` })];
  expect(await bench.run({ assets })).toMatchObject({ kind: 'postponed', reason: 'account-away' });
  bench.world.fresh = {
    order: { id: 'o1', delivery_assets: { listing_floorplans: { jpg_urls: [`${HOST}/gone.jpg`] } } },
  };
  expect(await bench.run({ assets })).toEqual({ kind: 'failed', reason: 'asset-link-expired' });
  expect(bench.announced).toEqual([]);
});

test('a file that the order no longer has holds up nothing: its next revision follows', async () => {
  const assets = [...host(1), anAsset({ floor: 5, link: `${HOST}/gone.jpg` })];
  bench.world.fresh = { order: { id: 'o1', delivery_assets: null } };
  expect(await bench.run({ assets })).toEqual({ kind: 'delivered' });
  expect(bench.announced[0]?.map(({ archived }) => archived !== null)).toEqual([true, false]);
});

test('a file that fails keeps none of the others from being stored', async () => {
  const assets = host(3);
  bench.hosted.set(assets[1]?.link ?? '', { kind: 'failed', reason: 'status-503' });
  expect(await bench.run({ assets })).toEqual({ kind: 'failed', reason: 'asset-status-503' });
  expect(bench.store.writes).toEqual([`${PLACE}-0.jpg`, `${PLACE}-2.jpg`]);
  expect(bench.manifest()).toMatchObject({ sequence: null, files: [{ floor: 0 }, { floor: 2 }] });
  expect(bench.announced).toEqual([]);
});

test.each<[string, (asset: EventAsset) => void, object]>([
  [
    'another host',
    ({ link }) => bench.hosted.set(link, { kind: 'refused', reason: 'host-not-allowed' }),
    { kind: 'undeliverable', reason: 'asset-host-not-allowed' },
  ],
  [
    'too much',
    ({ link }) => bench.hosted.set(link, { bytes: Buffer.alloc(1_001, 1), etag: '"x"' }),
    { kind: 'undeliverable', reason: 'asset-too-large' },
  ],
  [
    'a web page',
    ({ link }) => bench.hosted.set(link, { bytes: Buffer.from('<html>'), etag: '"x"' }),
    { kind: 'failed', reason: 'asset-content-mismatch' },
  ],
])('a link to %s is stored by nobody', async (_, spoil, outcome) => {
  const [asset = anAsset()] = host(1);
  spoil(asset);
  expect(await bench.run({ assets: [asset] })).toEqual(outcome);
  expect(bench.store.writes).toEqual([]);
});

test('pages to look at are no files; what is no revision, or has none, is done at once', async () => {
  const tour = anAsset({ product: 'tour', group: 'tour', key: 'link', format: 'link', link: 'https://tour.example/t' });
  expect(await bench.run({ assets: [tour] })).toEqual({ kind: 'delivered' });
  expect(await bench.run({ assets: [] })).toEqual({ kind: 'delivered' });
  const archived = { ...aRevision(1, { assets: host(1) }), type: 'cubicasa.order.archived' };
  expect(await archiveOrder(aDeliveryMessage(archived), bench.deps)).toEqual({ kind: 'delivered' });
  expect([bench.world.opened, bench.archive.objects.size, bench.announced.length]).toEqual([0, 0, 0]);
});

test('two orders under one external id keep apart', async () => {
  await bench.run({ assets: host(1) });
  await bench.run({ orderId: 'o2', assets: host(1) });
  expect(bench.store.writes[1]).toBe('default/JOB-1-o2/products_2d/listing_floorplans-jpg_urls-0.jpg');
  expect(bench.manifest().orderId).toBe('o1');
  expect(bench.manifest('default/JOB-1-o2/manifest.json').orderId).toBe('o2');
});

test("stops between two files when Lambda's time runs out, and goes on from there", async () => {
  const assets = host(3);
  let files = 0;
  bench.world.timeLeft = () => {
    files += 1;
    return files <= 2;
  };
  expect(await bench.run({ assets })).toMatchObject({ kind: 'postponed', reason: 'out-of-time' });
  expect(bench.manifest().files).toHaveLength(2);
  bench.world.timeLeft = () => true;
  expect(await bench.run({ assets })).toEqual({ kind: 'delivered' });
  expect(bench.store.writes).toHaveLength(3);
});

test('the assets of a large order are read from where they lie', async () => {
  await bench.largeEvents.put('large/a.json', JSON.stringify(host(1)));
  expect(await bench.run({ assets: { bucket: 'revisions', key: 'large/a.json' } })).toEqual({ kind: 'delivered' });
  expect(bench.store.writes).toHaveLength(1);
});

test('a page to look at is no file, whatever its address ends in', async () => {
  const pages = ['https://viewer.example/x/index.html', 'https://assets.example/view.php'];
  const assets = [
    ...host(1),
    ...pages.map((link) => anAsset({ link, key: 'viewer_url', format: link.split('.').at(-1) ?? '' })),
  ];
  expect(await bench.run({ assets })).toEqual({ kind: 'delivered' });
  expect(bench.announced[0]?.map(({ archived }) => archived !== null)).toEqual([true, false, false]);
});
