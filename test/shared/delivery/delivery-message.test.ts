import { expect, test } from 'vitest';
import { parseDeliveryMessage } from '../../../shared/delivery/delivery-message.ts';
import { aDeliveryRecord, aRevision } from '../../support/delivery-builders.ts';

test('names account, sequence and whether it is a replay', () => {
  const content = aRevision(3);
  expect(parseDeliveryMessage(aDeliveryRecord(content))).toMatchObject({
    account: 'default',
    sequence: content.sequence,
    replay: false,
    event: { subject: 'o1', data: content.data },
  });
  expect(parseDeliveryMessage(aDeliveryRecord(content, { deduplicationId: 'dl_1-r' })).replay).toBe(true);
});

test.each([
  ['cubicasa.order.updated', aRevision(3).sequence],
  ['cubicasa.order.archived', `${aRevision(3).sequence}.archived`],
])('a redrive of %s that lost its attributes keeps its place', (type, sequence) => {
  const record = { ...aDeliveryRecord({ ...aRevision(3), type }), messageAttributes: {} };
  expect(parseDeliveryMessage(record).sequence).toBe(sequence);
});

test('an event that is ordered by nothing has no sequence', () => {
  const content = { ...aRevision(), type: 'cubicasa.user.deleted', data: { userId: 'u1' } };
  expect(parseDeliveryMessage({ ...aDeliveryRecord(content), messageAttributes: {} }).sequence).toBeNull();
});

test.each([
  ['specversion', { specversion: '0.3' }],
  ['id', { id: '' }],
  ['type', { type: 5 }],
  ['subject', { subject: null }],
  ['source', { source: '/elsewhere/default' }],
  ['data', { data: 'text' }],
])('a wrong %s is named', (field, wrong) => {
  const record = aDeliveryRecord(aRevision());
  const body = JSON.stringify({ ...JSON.parse(record.body), ...wrong });
  expect(() => parseDeliveryMessage({ ...record, body })).toThrow(field);
});
