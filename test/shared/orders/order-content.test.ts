import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order } from '../../../shared/cubicasa/index.ts';
import { orderContent } from '../../../shared/orders/order-content.ts';
import { buildOrder, floorplans } from '../../support/order-builder.ts';

const hashOf = (order: Order): string => orderContent(order).hash;

/** The same JSON with the keys of every object in another order. */
function shuffle(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffle(item, random));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [random(), key, shuffle(item, random)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => a - b).map(([, key, item]) => [key, item]));
}

const nothing = fc.constantFrom(null, undefined, '', [], {});
const text = fc.string({ minLength: 1, maxLength: 12 }).filter((one) => one.trim() !== '');

describe('[P5] the content of an order', () => {
  it('is the same in any order of keys', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (numbers) => {
        const random = () => numbers.next().value ?? 0;
        expect(hashOf(shuffle(buildOrder(), random) as Order)).toBe(hashOf(buildOrder()));
      }),
    );
  });

  it('is the same for every form of nothing', () => {
    fc.assert(
      fc.property(nothing, nothing, nothing, (a, b, c) => {
        const empty = buildOrder({ info: { add_info: a, style_template: b }, address: { suite: c } });
        expect(hashOf(empty)).toBe(hashOf(buildOrder()));
      }),
    );
  });

  it('is the same whatever the query of a link says', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), fc.webFragments(), (query, fragment) => {
        const links = floorplans('v1') as { listing_floorplans: { jpg_urls: string[] } };
        const signed = links.listing_floorplans.jpg_urls.map((url) => url.replace(/\?.*$/, `?${query}#${fragment}`));
        const assets = { listing_floorplans: { ...links.listing_floorplans, jpg_urls: signed } };
        expect(hashOf(buildOrder({ assets }))).toBe(hashOf(buildOrder()));
      }),
    );
  });

  it('is the same for both spellings of the home report and for 1 and 1.0', () => {
    const report = { pdf_urls: ['https://files.example/report.pdf'] };
    const one = buildOrder({ assets: { ...floorplans('v1'), home_report: report } });
    const other = buildOrder({ assets: { ...floorplans('v1'), homereport: report, home_report: null } });
    expect(hashOf(one)).toBe(hashOf(other));
    const parsed = JSON.parse('{"total_scanned_area": 80.0}') as { total_scanned_area: number };
    expect(hashOf(buildOrder({ info: parsed }))).toBe(hashOf(buildOrder({ info: { total_scanned_area: 80 } })));
  });

  it('is the same for another creator, other offers and unknown fields', () => {
    fc.assert(
      fc.property(text, fc.jsonValue(), (creator, novelty) => {
        const order = buildOrder({ createdBy: creator, info: { novelty, created_by: creator } });
        expect(hashOf({ ...order, novelty } as Order)).toBe(hashOf(buildOrder()));
      }),
    );
  });

  it.each(['location', 'order_type', 'external_id', 'add_info'])('changes with info.%s', (field) => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        fc.pre(a !== b);
        expect(hashOf(buildOrder({ info: { [field]: a } }))).not.toBe(hashOf(buildOrder({ info: { [field]: b } })));
      }),
    );
  });

  it.each(['full_address', 'street', 'number', 'suite', 'city', 'state', 'postalCode', 'country'])(
    'changes with address.%s',
    (field) => {
      fc.assert(
        fc.property(text, text, (a, b) => {
          fc.pre(a !== b);
          expect(hashOf(buildOrder({ address: { [field]: a } }))).not.toBe(
            hashOf(buildOrder({ address: { [field]: b } })),
          );
        }),
      );
    },
  );

  it('changes with a file anywhere, in groups that nobody knows too', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z_]{3,12}$/), fc.stringMatching(/^[a-z]{3,8}$/), (group, key) => {
        fc.pre(!['listing_floorplans', 'homereport', 'home_report', 'constructor'].includes(group) && !(group in {}));
        const assets = { ...floorplans('v1'), [group]: { [key]: ['https://files.example/new.bin'] } };
        expect(hashOf(buildOrder({ assets }))).not.toBe(hashOf(buildOrder()));
      }),
    );
  });

  it('tells floors apart: a file that moves to another floor is a change', () => {
    const group = (urls: readonly (string | null)[]) => ({ listing_floorplans: { jpg_urls: urls } });
    const first = buildOrder({ assets: group(['https://files.example/a.jpg', null]) });
    const second = buildOrder({ assets: group([null, 'https://files.example/a.jpg']) });
    expect(hashOf(first)).not.toBe(hashOf(second));
  });
});
