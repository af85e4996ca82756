import { describe, expect, test } from 'vitest';
import { orderSchema } from '../../../shared/cubicasa/order.ts';
import { createReader } from '../../../shared/cubicasa/read-tolerantly.ts';

const read = createReader(orderSchema);

function readOrder(value: unknown): { readonly order: unknown; readonly drift: string[] } {
  const drift: string[] = [];
  const order = read(value, (kind, path) => drift.push(`${kind} ${path}`));
  return { order, drift };
}

describe('an order is kept as it came', () => {
  test.each<[string, object, string[]]>([
    ['when everything is known', { info: { status: 'Ready', created_at: 1.5 } }, []],
    ['with nulls anywhere', { info: null, address: null, delivery_assets: null }, []],
    ['with an empty list in place of a group', { delivery_assets: { listing_floorplans: [], tour: {} } }, []],
    ['with an empty list in place of all groups', { delivery_assets: [] }, []],
    ['with a new status', { info: { status: 'Archived' } }, ['unknown-value info.status=Archived']],
    ['with a new add-on', { info: { product: { add_ons: ['6h'] } } }, ['unknown-value info.product.add_ons[]=6h']],
    ['with a new field', { info: { rush: { hours: 6 } } }, ['unknown-field info.rush']],
    ['with a new group', { delivery_assets: { drone: { jpg_urls: [] } } }, ['unknown-field delivery_assets.drone']],
    [
      'with a group of another shape, since it may hold links',
      { delivery_assets: { snapshot: 'https://files.example/1.png' } },
      ['wrong-type delivery_assets.snapshot'],
    ],
  ])('%s', (_, fields, drift) => {
    expect(readOrder({ id: 'a', ...structuredClone(fields) })).toEqual({ order: { id: 'a', ...fields }, drift });
  });
});

describe('a known field of another type is made to fit or emptied', () => {
  test.each<[string, object, object]>([
    ['a number becomes text', { address: { number: 12 } }, { address: { number: '12' } }],
    ['numeric text becomes a number', { address: { latitude: '39.8' } }, { address: { latitude: 39.8 } }],
    ['other text in place of a number goes', { info: { created_at: 'today' } }, { info: { created_at: null } }],
    [
      'text in place of a list goes',
      { info: { product: { add_ons: 'gla' } } },
      { info: { product: { add_ons: null } } },
    ],
    ['text in place of an object goes', { info: 'Ready' }, { info: null }],
    [
      'null leaves a list',
      { info: { product: { add_ons: ['gla', null] } } },
      { info: { product: { add_ons: ['gla'] } } },
    ],
  ])('%s', (_, fields, expected) => {
    const { order, drift } = readOrder({ id: 'a', ...fields });
    expect(order).toEqual({ id: 'a', ...expected });
    expect(drift).toEqual([expect.stringMatching(/^wrong-type /)]);
  });
});

test.each([[{}], [{ id: '' }], [{ id: null }], [[]], ['a'], [null], [7]])('%j is no order', (value) => {
  expect(readOrder(value).order).toBeUndefined();
});
