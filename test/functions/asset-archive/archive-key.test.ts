import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignKeys, manifestKey, renderKey } from '../../../functions/asset-archive/archive-key.ts';
import { anAsset } from '../../support/delivery-builders.ts';

const TEMPLATE = '{account}/{externalId|orderId}/{product}/{group}-{key}-{floor}.{format}';
const NAMES = { account: 'default', orderId: 'o1', externalId: 'JOB-1' };

test.each([
  ['the external id where there is one', NAMES, 'default/JOB-1/products_2d/listing_floorplans-jpg_urls-0.jpg'],
  [
    'the order id where there is none',
    { ...NAMES, externalId: null },
    'default/o1/products_2d/listing_floorplans-jpg_urls-0.jpg',
  ],
  [
    'no way out of the folder',
    { ...NAMES, externalId: '../../etc' },
    'default/.._.._etc/products_2d/listing_floorplans-jpg_urls-0.jpg',
  ],
  ['no part that is a dot', { ...NAMES, externalId: '..' }, 'default/_/products_2d/listing_floorplans-jpg_urls-0.jpg'],
  [
    'letters of any language',
    { ...NAMES, externalId: 'Mäki 12 & Co' },
    'default/Mäki 12 _ Co/products_2d/listing_floorplans-jpg_urls-0.jpg',
  ],
])('a key has %s', (_, names, key) => {
  expect(assignKeys(TEMPLATE, names, [anAsset()])[0]?.objectKey).toBe(key);
});

test.each([
  [TEMPLATE, 'default/JOB-1/manifest.json'],
  ['files/{orderId}/{key}.{format}', 'files/o1/manifest.json'],
  ['{product}/{account}-{orderId}-{key}.{format}', 'default/o1/manifest.json'],
  ['{key}.{format}', 'default/o1/manifest.json'],
])('the manifest of %s lies at %s', (template, key) => {
  expect(manifestKey(template, NAMES)).toBe(key);
});

test('assets that a template does not tell apart get keys of their own, the same each time', () => {
  const assets = [0, 1, 2].map((floor) => anAsset({ floor }));
  const keys = assignKeys('{orderId}/{group}.{format}', NAMES, assets).map(({ objectKey }) => objectKey);
  expect(new Set(keys).size).toBe(3);
  expect(keys[0]).toBe('o1/listing_floorplans.jpg');
  expect(keys[1]).toMatch(/^o1\/listing_floorplans-[0-9a-f]{8}\.jpg$/);
  expect(assignKeys('{orderId}/{group}.{format}', NAMES, assets).map(({ objectKey }) => objectKey)).toEqual(keys);
});

test("no file takes the manifest's key", () => {
  const asset = anAsset({ group: 'manifest', format: 'json' });
  expect(assignKeys('{orderId}/{group}.{format}', NAMES, [asset])[0]?.objectKey).not.toBe('o1/manifest.json');
});

test('whatever the names are, a key stays in its folder and within what S3 takes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: 'binary', maxLength: 400 }),
      (externalId, key) => {
        const rendered = renderKey('{account}/{externalId}/{key}', { account: 'default', externalId, key });
        const parts = rendered.split('/');
        expect(parts).toHaveLength(3);
        expect(parts.every((part) => part !== '' && part !== '.' && part !== '..')).toBe(true);
        expect(Buffer.byteLength(rendered)).toBeLessThanOrEqual(1_024);
      },
    ),
  );
});
