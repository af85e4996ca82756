import { describe, expect, test } from 'vitest';
import { orderSchema } from '../../../shared/cubicasa/order.ts';
import { createReader } from '../../../shared/cubicasa/read-tolerantly.ts';

const read = createReader(orderSchema);

interface ReadOrder {
  readonly order: unknown;
  /** What is there and differs. */
  readonly drift: readonly string[];
  readonly missing: readonly string[];
}

function readOrder(value: unknown): ReadOrder {
  const drift: string[] = [];
  const missing: string[] = [];
  const order = read(value, (kind, path) => {
    if (kind === 'missing-field') missing.push(path);
    else drift.push(`${kind} ${path}`);
  });
  return { order, drift, missing };
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
    expect(readOrder({ id: 'a', ...structuredClone(fields) })).toMatchObject({ order: { id: 'a', ...fields }, drift });
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

describe('a field that every example shows', () => {
  const PRODUCT = { package_type: null, add_ons: null, purchasable_add_ons: null, over_limits: null };
  const INFO = {
    status: 'Ready',
    created_by: null,
    location: null,
    order_type: null,
    first_delivered_at: null,
    created_at: 1.5,
    is_scan_order: true,
    total_scanned_area: 0,
    go2scan: null,
    external_id: null,
    add_info: null,
    style_template: null,
    product: PRODUCT,
  };
  const { created_at: _at, ...undated } = INFO;
  const { add_ons: _addOns, ...bare } = PRODUCT;

  test.each<[string, object, string[]]>([
    ['may be null', { info: INFO }, []],
    ['that is not there is drift', { info: undated }, ['info.created_at']],
    ['at any depth', { info: { ...INFO, product: bare } }, ['info.product.add_ons']],
    ['is not looked for in what is null', { info: null }, []],
    ['includes all that is told of the order itself', {}, ['info']],
  ])('%s', (_, fields, missing) => {
    const order = { id: 'a', ...fields };
    expect(readOrder(structuredClone(order))).toEqual({ order, drift: [], missing });
  });

  test('is none of the address or the files, whose groups come and go', () => {
    expect(readOrder({ id: 'a', info: INFO, address: {}, delivery_assets: { tour: {} } }).missing).toEqual([]);
  });
});

test.each([[{}], [{ id: '' }], [{ id: null }], [[]], ['a'], [null], [7]])('%j is no order', (value) => {
  expect(readOrder(value).order).toBeUndefined();
});
