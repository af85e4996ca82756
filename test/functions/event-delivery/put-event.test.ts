import { expect, test } from 'vitest';
import { type BusEntry, putEvent } from '../../../functions/event-delivery/put-event.ts';
import { aDeliveryMessage, aRevision } from '../../support/delivery-builders.ts';

test('the entry is the whole event under its own source and type', async () => {
  const entries: BusEntry[] = [];
  const message = aDeliveryMessage();
  const outcome = await putEvent(message, async (entry) => {
    entries.push(entry);
    return { failedWith: undefined };
  });
  expect(outcome).toEqual({ kind: 'delivered' });
  const [entry] = entries;
  expect(entry).toMatchObject({ source: '/cubicasa-relay/default', detailType: 'cubicasa.order.first-delivery' });
  expect(JSON.parse(entry?.detail ?? '')).toEqual(message.event);
});

test.each([
  ['ThrottlingException', { kind: 'failed', reason: 'bus-ThrottlingException' }],
  ['InternalFailure', { kind: 'failed', reason: 'bus-InternalFailure' }],
  ['MalformedDetail', { kind: 'undeliverable', reason: 'bus-MalformedDetail' }],
])('an entry that failed with %s in a call that succeeded is not delivered', async (failedWith, outcome) => {
  expect(await putEvent(aDeliveryMessage(), async () => ({ failedWith }))).toEqual(outcome);
});

test('a call that fails is tried again', async () => {
  const error = Object.assign(new Error('away'), { name: 'InternalException' });
  const outcome = await putEvent(aDeliveryMessage(), async () => Promise.reject(error));
  expect(outcome).toEqual({ kind: 'failed', reason: 'bus-InternalException' });
});

test('an entry that no bus takes is given up without a call', async () => {
  const order = { id: 'o1', notes: 'x'.repeat(1_000_000) };
  const content = aRevision(1, { order });
  const outcome = await putEvent(aDeliveryMessage(content), async () => Promise.reject(new Error('called')));
  expect(outcome).toEqual({ kind: 'undeliverable', reason: 'too-large' });
});
