import { expect, test } from 'vitest';
import { deliveryGroupId, deliveryId } from '../../../shared/delivery/event.ts';
import { INLINE_LIMIT_BYTES, isReference, loadReferenced } from '../../../shared/delivery/large-event.ts';
import type { OrderEventData } from '../../../shared/delivery/order-event.ts';
import { sendEvent } from '../../../shared/delivery/send-event.ts';
import { anAsset, aRevision } from '../../support/delivery-builders.ts';
import { createMemoryBucket } from '../../support/memory-bucket.ts';
import { createMemoryQueue } from '../../support/memory-queue.ts';

const DESTINATION = { name: 'website', queueUrl: 'https://sqs.example/website.fifo' };

function world() {
  const queue = createMemoryQueue({ dedupe: true });
  const largeEvents = createMemoryBucket('revisions');
  const urls: string[] = [];
  const queueFor = (url: string) => {
    urls.push(url);
    return queue;
  };
  return { queue, largeEvents, urls, deps: { queueFor, largeEvents } };
}

test("the message is the addressed event, in its order's group, under its delivery id [P4]", async () => {
  const { queue, urls, deps } = world();
  const content = aRevision();
  await sendEvent(content, DESTINATION, deps);
  const id = deliveryId(content, 'website');
  expect(urls).toEqual([DESTINATION.queueUrl]);
  expect(queue.messages).toHaveLength(1);
  expect(queue.messages[0]).toMatchObject({
    groupId: deliveryGroupId(content),
    deduplicationId: id,
    attributes: { sequence: content.sequence },
  });
  expect(JSON.parse(queue.messages[0]?.body ?? '')).toMatchObject({ specversion: '1.0', id, data: content.data });
});

test('a repeat is folded by the queue, a replay comes through under the same delivery id [P4]', async () => {
  const { queue, deps } = world();
  await sendEvent(aRevision(), DESTINATION, deps);
  await sendEvent(aRevision(), DESTINATION, deps);
  await sendEvent(aRevision(), DESTINATION, deps, { replay: 'request-1' });
  const ids = queue.messages.map(({ body }) => (JSON.parse(body) as { id: string }).id);
  expect(ids).toEqual([ids[0], ids[0]]);
  expect(queue.messages[1]?.deduplicationId).toBe(`${ids[0]}-request-1`);
});

test('a failed send is thrown, so that nobody flags it as sent [P1]', async () => {
  const { queue, deps } = world();
  queue.failure = new Error('queue away');
  await expect(sendEvent(aRevision(), DESTINATION, deps)).rejects.toThrow('queue away');
});

test('an event up to the limit is whole', async () => {
  const { queue, largeEvents, deps } = world();
  await sendEvent(aRevision(1, { assets: [anAsset()] }), DESTINATION, deps);
  expect(largeEvents.objects.size).toBe(0);
  expect(queue.messages).toHaveLength(1);
});

test('above the limit order and assets go by reference, once for all destinations, and can be loaded', async () => {
  const { queue, largeEvents, deps } = world();
  const order = { id: 'o1', notes: 'ä'.repeat(INLINE_LIMIT_BYTES) };
  const assets = [anAsset()];
  const content = aRevision(1, { order, assets });
  await sendEvent(content, DESTINATION, deps);
  await sendEvent(content, { ...DESTINATION, name: 'bus' }, deps);
  const { data } = JSON.parse(queue.messages[0]?.body ?? '') as { data: OrderEventData };
  expect(isReference(data.order) && isReference(data.assets)).toBe(true);
  expect(await loadReferenced(data.order, largeEvents)).toEqual(order);
  expect(await loadReferenced(data.assets, largeEvents)).toEqual(assets);
  expect([...largeEvents.objects.keys()].every((key) => key.startsWith('large/default/o1/'))).toBe(true);
  expect(largeEvents.objects.size).toBe(2);
  expect(data.revision).toEqual(content.data.revision);
});
