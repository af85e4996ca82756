import { unzipSync } from 'fflate';
import { PDFDocument } from 'pdf-lib';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { drawFloorPlan, rasterize } from '../assets/floor-plan.ts';
import { quickEdit } from '../company/deliver.ts';
import type { Switches } from '../company/switches.ts';
import { decodeJpeg } from './decode-jpeg.ts';
import { createDriver } from './driver.ts';

interface Shown {
  readonly delivery_assets: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

function withOrder(switches: Partial<Switches> = {}) {
  const driver = createDriver(switches);
  const order = driver.delivered({ packageType: 'plus', addOns: ['gla'] });
  const link = (group: string, key: string): string => {
    const shown = driver.read<Shown>(`GET /orders/${order.id}`);
    return shown.delivery_assets[group]?.[key]?.[0] ?? '';
  };
  const bytes = (key: string, group = 'listing_floorplans'): Buffer => {
    const { status, body } = driver.file(link(group, key));
    if (status !== 200) throw new Error(`status ${status}`);
    return Buffer.from(body);
  };
  return { ...driver, order, link, bytes };
}

describe('files are of the format that their key names', () => {
  const { bytes, order } = withOrder();
  const plan = drawFloorPlan({ orderId: order.id, floor: 0, version: 2, dimensions: false });

  test('PNG', () => {
    const png = PNG.sync.read(bytes('png_urls'));
    expect([png.width, png.height]).toEqual([640, 480]);
    expect(png.data[4 * (36 * 640 + 36)]).toBe(rasterize(plan)[4 * 80 + 4]);
  });

  test('JPG, showing the same plan', () => {
    const { width, height, blocks } = decodeJpeg(bytes('jpg_urls'));
    expect([width, height]).toEqual([640, 480]);
    expect(blocks).toEqual([...rasterize(plan)]);
  });

  test('SVG', () => {
    expect(bytes('svg_urls').toString()).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*<\/svg>\n$/);
  });

  test('PDF, one page a floor', async () => {
    const pdf = await PDFDocument.load(bytes('pdf_urls'));
    expect(pdf.getPageCount()).toBe(order.floors);
    const report = await PDFDocument.load(bytes('pdf_urls', 'home_report'));
    expect(report.getPage(0).getSize()).toEqual({ width: 640, height: 480 });
  });

  test('ZIP of PNGs', () => {
    const files = unzipSync(bytes('zip_urls'));
    expect(Object.keys(files)).toHaveLength(order.floors);
    expect(PNG.sync.read(Buffer.from(files['floor-1.png'] ?? [])).width).toBe(640);
  });

  test('JSON', () => {
    expect(JSON.parse(bytes('json_urls', 'gla_package').toString())).toMatchObject({ order: order.id, version: 2 });
  });
});

test('an edit changes the bytes, and so does nothing else', () => {
  const { bytes, company, order } = withOrder();
  const before = bytes('png_urls');
  expect(bytes('png_urls').equals(before)).toBe(true);
  quickEdit(company, order.id);
  expect(bytes('png_urls').equals(before)).toBe(false);
});

test.each([
  ['per-edit', true, false],
  ['stable', true, true],
  ['per-read', false, false],
] as const)('paths %s', (assetPaths, sameOnReads, sameOverEdits) => {
  const { link, company, order } = withOrder({ assetPaths });
  const path = (): string => new URL(link('listing_floorplans', 'png_urls')).pathname;
  const first = path();
  expect(path() === first).toBe(sameOnReads);
  quickEdit(company, order.id);
  expect(path() === first).toBe(sameOverEdits);
});

test('behind a stable path the validators tell of an edit', () => {
  const { file, link, company, order, clock } = withOrder({ assetPaths: 'stable' });
  const validators = (): (string | undefined)[] => {
    const { headers } = file(link('listing_floorplans', 'svg_urls'));
    return [headers.etag, headers['last-modified']];
  };
  const before = validators();
  expect(validators()).toEqual(before);
  clock.now += 5_000;
  quickEdit(company, order.id);
  expect(validators()[0]).not.toBe(before[0]);
  expect(validators()[1]).not.toBe(before[1]);
});

test('a link works for its lifetime and is then refused as S3 refuses it', () => {
  const { file, link, clock } = withOrder({ linkLifetimeMs: 60_000 });
  const old = link('listing_floorplans', 'svg_urls');
  clock.now += 59_000;
  expect(file(old).status).toBe(200);
  clock.now += 30_000;
  const refused = file(old);
  expect(refused).toMatchObject({ status: 403, headers: { 'content-type': 'application/xml' } });
  expect(refused.body).toContain('<Code>AccessDenied</Code>');
  expect(file(link('listing_floorplans', 'svg_urls')).status).toBe(200);
});

test('a forged or unsigned link is refused', () => {
  const { file, link } = withOrder();
  const good = link('listing_floorplans', 'svg_urls');
  expect(file(good.replace(/Expires=\d+/, 'Expires=9999999999')).status).toBe(403);
  expect(file(good.replace(/Signature=\w+/, 'Signature=short')).status).toBe(403);
  expect(file(good.replace(/\?.*/, '')).status).toBe(403);
});

test('files that are not there are 404', () => {
  const { file, link } = withOrder();
  const good = link('listing_floorplans', 'svg_urls');
  expect(file(good.replace('floor-1.svg', 'floor-9.svg')).status).toBe(404);
  expect(file(good.replace('/v2/', '/v3/')).status).toBe(404);
});

test.each([
  ['bytes=0-0', 206, 1],
  ['bytes=10-19', 206, 10],
  ['bytes=-5', 206, 5],
  ['bytes=0-999999999', 206, 'whole'],
  ['bytes=0-9,20-29', 200, undefined],
  ['bytes=999999999-', 416, undefined],
])('the range %s', (range, status, length) => {
  const { file, link, bytes } = withOrder();
  const whole = bytes('svg_urls');
  const reply = file(link('listing_floorplans', 'svg_urls'), { range });
  expect(reply.status).toBe(status);
  if (length === undefined) return;
  const wanted = typeof length === 'number' ? length : whole.length;
  expect(reply.body).toHaveLength(wanted);
  if (status === 206) expect(reply.headers['content-range']).toMatch(/^bytes \d+-\d+\/\d+$/);
  if (length === 'whole') expect(reply.headers['content-range']).toBe(`bytes 0-${whole.length - 1}/${whole.length}`);
});

test('a key that reaches the file host is counted', () => {
  const { file, link, company } = withOrder();
  file(link('listing_floorplans', 'svg_urls'), { 'api-key': company.apiKey });
  expect(company.requests.counts().leakedKeys).toBe(1);
});

test('faults strike files as well', () => {
  const { file, link, company } = withOrder();
  company.faults.add({ kind: 'server-error', operation: 'getAsset', count: 1 });
  expect(file(link('listing_floorplans', 'svg_urls')).status).toBe(503);
  expect(file(link('listing_floorplans', 'svg_urls')).status).toBe(200);
});
