import { describe, expect, it } from 'vitest';
import { orderChangeGroupId, parseOrderChange } from '../../../shared/orders/order-change.ts';

const change = { v: 1, account: 'default', orderId: 'order-1', cause: 'webhook', at: '2026-05-01T12:00:00Z' };

describe('an order change', () => {
  it('is read as it was written', () => {
    expect(parseOrderChange(JSON.stringify(change))).toEqual(change);
  });

  for (const [what, wrong] of [
    ['another version', { v: 2 }],
    ['no account', { account: '' }],
    ['no order', { orderId: undefined }],
    ['an order id that no key of the ledger could hold', { orderId: 'x'.repeat(3_000) }],
    ['a cause nobody knows', { cause: 'moon' }],
  ] as const) {
    it(`is refused with ${what}`, () => {
      expect(() => parseOrderChange(JSON.stringify({ ...change, ...wrong }))).toThrow(TypeError);
    });
  }
});

describe('[P6] the orders of one account', () => {
  it('fall into four message groups', () => {
    const groups = Array.from({ length: 1_000 }, (_, index) => orderChangeGroupId('default', `order-${index}`));
    expect([...new Set(groups)].sort()).toEqual(['default.0', 'default.1', 'default.2', 'default.3']);
  });
});
