import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Order } from '../../../shared/cubicasa/index.ts';
import { replaceLinks, selectFreshLinks } from '../../../shared/delivery/refresh-links.ts';
import { assetPlace, flattenAssets } from '../../../shared/orders/flatten-assets.ts';

const flatten = (delivery_assets: unknown) => flattenAssets({ delivery_assets } as Pick<Order, 'delivery_assets'>);

describe('the flat list of assets', () => {
  it.each([
    ['products_2d', 'listing_floorplans', { png_urls_dim: ['https://f/a'] }, 'png_urls_dim', 'png', true],
    ['products_2d', 'home_report', { pdf_urls: ['https://f/a'] }, 'pdf_urls', 'pdf', false],
    ['products_2d', 'gla_package', { json_urls: ['https://f/a'] }, 'json_urls', 'json', false],
    ['products_2d', 'snapshot', { image_urls: ['https://f/a.jpg'] }, 'image_urls', 'jpg', false],
    ['products_2d', 'property_data', { json_urls: ['https://f/a'] }, 'json_urls', 'json', false],
    ['products_3d', 'floorplans_3d', { viewer_url: 'https://f/view' }, 'viewer_url', 'link', false],
    ['products_3d', 'video_3d', 'https://f/a.mp4', 'link', 'mp4', false],
    ['products_3d', 'cad_files', ['https://f/a.dwg'], 'link', 'dwg', false],
    ['tour', 'tour', { link: 'https://f/tour', type: 'floorplan_tour' }, 'link', 'link', false],
    ['other', 'holograms', { deep: { er: ['https://f/a.holo'] } }, 'deep.er', 'holo', false],
  ])('%s: %s', (product, group, content, key, format, dimensions) => {
    expect(flatten({ [group]: content })).toMatchObject([{ product, group, key, format, dimensions, floor: 0 }]);
  });

  it('counts floors by position, empty places included', () => {
    const assets = flatten({ listing_floorplans: { jpg_urls: ['https://f/0.jpg', null, 'https://f/2.jpg'] } });
    expect(assets.map(({ floor }) => floor)).toEqual([0, 2]);
    expect(new Set(assets.map(assetPlace)).size).toBe(2);
  });

  it('gives each link of a list within a list a place of its own, so that none takes another’s', () => {
    const groups = (signature: string) => ({
      cad_files: [0, 1, 2].map((n) => ({
        dwg_url: `https://f/${n}.dwg`,
        png_urls: [`https://f/${n}.png?${signature}`],
      })),
      tables: [['https://f/a.csv'], ['https://f/b.csv', 'https://f/c.csv']],
    });
    const assets = flatten(groups('old'));
    expect(new Set(assets.map(assetPlace)).size).toBe(9);
    expect(assets.filter(({ format }) => format === 'png').map(assetPlace)).toEqual(
      [0, 1, 2].map((n) => `cad_files/${n}.png_urls[0]`),
    );
    const fresh = { delivery_assets: groups('new') } as unknown as Order;
    expect(replaceLinks(groups('old'), selectFreshLinks(assets, fresh))).toEqual(groups('new'));
  });

  it('reads both spellings of the home report, whichever is filled', () => {
    const report = { pdf_urls: ['https://f/a.pdf'] };
    expect(flatten({ homereport: report })).toEqual(flatten({ home_report: report, homereport: null }));
    expect(flatten({ homereport: report, home_report: {} })).toHaveLength(1);
  });

  it.each([null, undefined, [], {}, 'text', { listing_floorplans: null }, { tour: {} }])(
    'is empty for %j',
    (assets) => {
      expect(flatten(assets)).toEqual([]);
    },
  );

  it('finds every link of a Ready order with all groups', () => {
    const path = new URL('../../fixtures/orders/ready-every-group.json', import.meta.url);
    const order = JSON.parse(readFileSync(path, 'utf8')) as Order;
    const links = JSON.stringify(order.delivery_assets).match(/https?:\/\//g) ?? [];
    expect(flattenAssets(order)).toHaveLength(links.length);
  });
});
