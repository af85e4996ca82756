import { expect, test } from 'vitest';
import type { DestinationFilter } from '../../../shared/delivery/destination.ts';
import { type FilterSubject, matchesFilter, selectDestinations } from '../../../shared/delivery/filter.ts';
import { orderFilterSubject, userFilterSubject } from '../../../shared/delivery/filter-subject.ts';

const SUBJECT: FilterSubject = {
  type: 'cubicasa.order.first-delivery',
  account: 'default',
  accountLabels: ['north'],
  status: 'Ready',
  products: ['products_2d'],
  packageType: 'plus',
  addOns: ['gla'],
  user: 'Ana@agency.example',
  externalId: 'JOB-1042',
};

const CASES: [string, DestinationFilter | undefined, boolean][] = [
  ['no filter', undefined, true],
  ['an empty filter', {}, true],
  ['a kind', { kinds: ['draft', 'first-delivery'] }, true],
  ['a full type', { kinds: ['cubicasa.order.first-delivery'] }, true],
  ['another kind', { kinds: ['draft'] }, false],
  ['an empty list', { kinds: [] }, false],
  ['a status in another letter case', { statuses: ['ready'] }, true],
  ['another status', { statuses: ['Draft'] }, false],
  ['a product', { products: ['products_3d', 'products_2d'] }, true],
  ['another product', { products: ['tour'] }, false],
  ['a package', { packages: ['PLUS'] }, true],
  ['an add-on', { addOns: ['gla'] }, true],
  ['another add-on', { addOns: ['3d_cad_files'] }, false],
  ['an account', { accounts: ['default'] }, true],
  ['another account', { accounts: ['other'] }, false],
  ['a label', { accountLabels: ['north', 'south'] }, true],
  ['an address in another letter case', { users: ['ana@agency.example'] }, true],
  ['a prefix', { externalIdPrefix: 'job-' }, true],
  ['another prefix', { externalIdPrefix: 'X' }, false],
  ['two fields that match', { kinds: ['first-delivery'], statuses: ['Ready'] }, true],
  ['two fields of which one does not', { kinds: ['first-delivery'], statuses: ['Draft'] }, false],
];

test.each(CASES)('%s', (_, filter, matches) => {
  expect(matchesFilter(filter, SUBJECT)).toBe(matches);
});

test.each<DestinationFilter>([
  { statuses: ['Ready'] },
  { products: ['products_2d'] },
  { packages: ['plus'] },
  { addOns: ['gla'] },
  { externalIdPrefix: '' },
])('what an event has nothing for matches no filter that names it: %j', (filter) => {
  expect(matchesFilter(filter, userFilterSubject('cubicasa.user.deleted', 'default', [], 'a@b.example'))).toBe(false);
});

test('a user event is found by its type and address', () => {
  const subject = userFilterSubject('cubicasa.user.deleted', 'default', [], 'a@b.example');
  expect(matchesFilter({ kinds: ['cubicasa.user.deleted'], users: ['a@b.example'] }, subject)).toBe(true);
});

test('a destination that drains takes nothing new', () => {
  const destination = { name: 'a', kind: 'queue', queueUrl: 'u' } as const;
  expect(selectDestinations([destination, { ...destination, name: 'b', draining: true }], SUBJECT)).toEqual([
    destination,
  ]);
});

test('an order is seen by its package, add-ons, owner and the products that have a file', () => {
  const subject = orderFilterSubject({
    type: 'cubicasa.order.updated',
    account: 'default',
    accountLabels: [],
    order: { id: 'o1', info: { created_by: 'a@b.example', product: { package_type: 'base', add_ons: ['gla'] } } },
    status: 'Ready',
    externalId: null,
    assets: [{ product: 'tour' }, { product: 'tour' }],
  });
  expect(subject).toMatchObject({ packageType: 'base', addOns: ['gla'], user: 'a@b.example', products: ['tour'] });
});
