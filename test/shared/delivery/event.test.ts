import { expect, test } from 'vitest';
import { deliveryGroupId } from '../../../shared/delivery/event.ts';

test('a message group tells nobody the account or the subject', () => {
  expect(deliveryGroupId({ account: 'acme', subject: 'ana' })).toMatch(/^[0-9a-f]{32}$/);
});

test('a message group is one subject’s of one account', () => {
  const groups = [
    { account: 'acme', subject: 'ana' },
    { account: 'acme', subject: 'bob' },
    { account: 'other', subject: 'ana' },
    { account: 'acmea', subject: 'na' },
  ].map(deliveryGroupId);
  expect(new Set(groups).size).toBe(4);
  expect(deliveryGroupId({ account: 'acme', subject: 'ana' })).toBe(groups[0]);
});
