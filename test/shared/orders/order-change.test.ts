import { describe, expect, it } from 'vitest';
import { parseOrderChange } from '../../../shared/orders/order-change.ts';

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
