import { describe, expect, it } from 'vitest';
import { readAssetValidators } from '../../../functions/order-fan-out/asset-validators.ts';
import { buildOrder, floorplans } from '../../support/order-builder.ts';

const answer = (etag: string) => new Response('x', { status: 206, headers: { etag, 'content-range': 'bytes 0-0/9' } });

describe('validators of an order’s files', () => {
  it('are read by place, each from one byte', async () => {
    const ranges: (string | null)[] = [];
    const request: typeof fetch = async (_url, init) => {
      ranges.push(new Headers(init?.headers).get('range'));
      return answer('"a"');
    };
    const found = await readAssetValidators(buildOrder({ assets: floorplans('v1', 1) }), request);
    expect(found).toEqual({
      'listing_floorplans/jpg_urls[0]': '["\\"a\\"",null,"9"]',
      'listing_floorplans/pdf_urls[0]': '["\\"a\\"",null,"9"]',
    });
    expect(new Set(ranges)).toEqual(new Set(['bytes=0-0']));
  });

  it('leave out what does not answer, and share one deadline', async () => {
    const signals: (AbortSignal | null | undefined)[] = [];
    const request: typeof fetch = async (url, init) => {
      signals.push(init?.signal);
      if (String(url).includes('pdf')) throw new TypeError('fetch failed');
      return answer('"a"');
    };
    const found = await readAssetValidators(buildOrder({ assets: floorplans('v1', 1) }), request);
    expect(Object.keys(found)).toEqual(['listing_floorplans/jpg_urls[0]']);
    expect(signals.every((signal) => signal instanceof AbortSignal)).toBe(true);
  });
});
