import { describe, expect, it } from 'vitest';
import type { Order } from '../../../shared/cubicasa/index.ts';
import { diffCanonical } from '../../../shared/orders/diff-orders.ts';
import { canonicalOrder } from '../../../shared/orders/order-content.ts';
import { revisionKind } from '../../../shared/orders/revision-kind.ts';
import { buildOrder, floorplans } from '../../support/order-builder.ts';

const tour = { tour: { link: 'https://tour.example/1', type: 'floorplan_tour' } };
const plans3d = { floorplans_3d: { viewer_url: 'https://files.example/3d' } };

function kindOf(before: Order | undefined, after: Order, deliveredBefore = before?.info?.status === 'Ready') {
  const differences = before === undefined ? [] : diffCanonical(canonicalOrder(before), canonicalOrder(after));
  const was = before?.info?.status ?? null;
  return revisionKind({ before: was, after: String(after.info?.status), deliveredBefore, differences });
}

describe('the kind of a revision', () => {
  it.each([
    ['draft', undefined, buildOrder({ status: 'Draft' })],
    ['submitted', undefined, buildOrder({ status: 'New' })],
    ['submitted', buildOrder({ status: 'Draft' }), buildOrder({ status: 'Pending' })],
    ['first-delivery', undefined, buildOrder()],
    ['first-delivery', buildOrder({ status: 'Pending' }), buildOrder()],
    ['product-added', buildOrder(), buildOrder({ assets: { ...floorplans('v1'), ...plans3d } })],
    ['product-added', buildOrder(), buildOrder({ assets: { ...floorplans('v1'), ...tour } })],
    ['quick-edit', buildOrder(), buildOrder({ assets: floorplans('v2') })],
    ['quick-edit', buildOrder(), buildOrder({ assets: { ...floorplans('v2'), ...tour } })],
    ['redelivered', buildOrder(), buildOrder({ assets: floorplans('v2'), info: { style_template: 'dark' } })],
    ['fixing', buildOrder(), buildOrder({ status: 'Fixing', assets: floorplans('v1') })],
    ['change-delivered', buildOrder({ status: 'Fixing' }), buildOrder({ assets: floorplans('v2') })],
    ['updated', buildOrder(), buildOrder({ address: { city: 'Shelbyville' } })],
    ['updated', buildOrder({ status: 'Draft' }), buildOrder({ status: 'Draft', externalId: 'JOB-2' })],
    ['needs-attention', buildOrder({ status: 'Pending' }), buildOrder({ status: 'Failed' })],
  ] as const)('is %s', (kind, before, after) => {
    expect(kindOf(before, after)).toBe(kind);
  });

  it('is `redelivered` when an order that was delivered goes back to Ready from elsewhere', () => {
    expect(kindOf(buildOrder({ status: 'Pending' }), buildOrder(), true)).toBe('redelivered');
  });
});
