import { expect, test } from 'vitest';
import { keepManifest } from '../../../functions/asset-archive/keep-manifest.ts';
import type { ArchivedFile, ArchiveFolder } from '../../../functions/asset-archive/manifest.ts';
import { createMemoryBucket } from '../../support/memory-bucket.ts';

const MIB = 1024 * 1024;
const TEMPLATE = '{account}/{orderId}/{key}.{format}';
const NAMES = { account: 'default', orderId: 'o1', externalId: null };
const FOLDER: ArchiveFolder = { names: NAMES, manifest: { v: 1, ...NAMES, sequence: null, files: [] } };

const aFile = (objectKey: string, size: number): ArchivedFile => ({
  product: 'products_2d',
  group: 'cad_files',
  key: 'zip_urls',
  format: 'zip',
  floor: 0,
  dimensions: false,
  objectKey,
  sha256: objectKey,
  size,
  contentType: 'application/zip',
  validator: '"v1"',
  etag: '"e1"',
  sequence: '1-1',
});

test('is written whenever 32 MiB have come in that it does not name yet', async () => {
  const bucket = createMemoryBucket('archive');
  const keeper = keepManifest(bucket, TEMPLATE, FOLDER);
  await keeper.add(aFile('a', 20 * MIB));
  expect(bucket.objects.size).toBe(0);
  await keeper.add(aFile('b', 12 * MIB));
  expect(JSON.parse(bucket.objects.get('default/o1/manifest.json') ?? '{}').files).toHaveLength(2);
});

test('is left alone where nothing new has come in', async () => {
  const bucket = createMemoryBucket('archive');
  const known = aFile('a', MIB);
  const keeper = keepManifest(bucket, TEMPLATE, { ...FOLDER, manifest: { ...FOLDER.manifest, files: [known] } });
  await keeper.add({ ...known, sequence: '1-2' });
  await keeper.save();
  expect(bucket.objects.size).toBe(0);
});
