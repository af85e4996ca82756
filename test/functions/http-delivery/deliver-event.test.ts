import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { type DeliverEventDeps, deliverEvent } from '../../../functions/http-delivery/deliver-event.ts';
import type { Order } from '../../../shared/cubicasa/index.ts';
import {
  INLINE_LIMIT_BYTES,
  isReference,
  loadReferenced,
  offloadContent,
} from '../../../shared/delivery/large-event.ts';
import type { OrderEventData } from '../../../shared/delivery/order-event.ts';
import { aDeliveryMessage, anAsset, aRevision } from '../../support/delivery-builders.ts';
import { createMemoryBucket } from '../../support/memory-bucket.ts';

const SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
const MINUTE_MS = 60_000;

const plan = (signature: string) => `https://assets.example/plan.jpg?sig=${signature}`;
const order = (...links: string[]): Order => ({
  id: 'o1',
  delivery_assets: { listing_floorplans: { jpg_urls: links } },
});

/** A revision read just now and delivered `ageMs` later. */
function deliverAfter(ageMs: number, fresh: Order | undefined) {
  const time = new Date(Date.now() - ageMs).toISOString();
  const content = {
    ...aRevision(1, {
      order: order(plan('old'), plan('old2')),
      assets: [anAsset({ link: plan('old') }), anAsset({ link: plan('old2'), floor: 1 })],
    }),
    time,
  };
  const largeEvents = createMemoryBucket('revisions');
  const posts: Parameters<DeliverEventDeps['post']>[0][] = [];
  const reads: string[] = [];
  const deps: DeliverEventDeps = {
    loadSecrets: async () => ({ secret: SECRET }),
    readOrder: async (account, orderId) => {
      reads.push(`${account}/${orderId}`);
      return fresh;
    },
    largeEvents,
    post: async (post) => {
      posts.push(post);
      return { kind: 'delivered' };
    },
    now: Date.now,
  };
  const message = aDeliveryMessage(content);
  return deliverEvent(message, deps).then(() => ({ posts, reads, message, sent: JSON.parse(posts[0]?.body ?? '') }));
}

test('young links go out as they are, signed under the delivery id', async () => {
  const { posts, reads, message, sent } = await deliverAfter(29 * MINUTE_MS, order(plan('new')));
  expect(reads).toEqual([]);
  expect(sent).toEqual(message.event);
  const { body = '', headers = {} } = posts[0] ?? {};
  expect(headers['webhook-id']).toBe(message.event.id);
  expect(new Webhook(SECRET).verify(body, headers)).toEqual(sent);
});

test('links older than 30 minutes are exchanged by place, in assets and order alike; nothing else changes', async () => {
  const fresh = { ...order(plan('new'), plan('new2')), info: { status: 'Fixing' } };
  const { reads, message, sent } = await deliverAfter(31 * MINUTE_MS, fresh);
  expect(reads).toEqual(['default/o1']);
  const expected = JSON.parse(
    JSON.stringify(message.event).replaceAll('sig=old2', 'sig=new2').replaceAll('sig=old', 'sig=new'),
  );
  expect(sent).toEqual(expected);
});

test('a place that a fresh read no longer has keeps its link', async () => {
  const { sent } = await deliverAfter(31 * MINUTE_MS, order(plan('new')));
  expect(sent.data.assets.map(({ link }: { link: string }) => link)).toEqual([plan('new'), plan('old2')]);
});

test('an order that cannot be read is delivered with the links it has', async () => {
  const { sent, message } = await deliverAfter(31 * MINUTE_MS, undefined);
  expect(sent).toEqual(message.event);
});

test('links of a large event are exchanged where they lie, under a new key', async () => {
  const largeEvents = createMemoryBucket('revisions');
  const notes = 'x'.repeat(INLINE_LIMIT_BYTES);
  const large = aRevision(1, {
    order: { ...order(plan('old')), notes } as Order,
    assets: [anAsset({ link: plan('old') })],
  });
  const offloaded = (await offloadContent(large, largeEvents)) as typeof large;
  const before = [...largeEvents.objects.keys()];
  const bodies: string[] = [];
  await deliverEvent(aDeliveryMessage(offloaded), {
    loadSecrets: async () => ({ secret: SECRET }),
    readOrder: async () => order(plan('new')),
    largeEvents,
    post: async ({ body }) => {
      bodies.push(body);
      return { kind: 'delivered' };
    },
    now: Date.now,
  });
  const { data } = JSON.parse(bodies[0] ?? '') as { data: OrderEventData };
  expect(isReference(data.assets)).toBe(true);
  expect(await loadReferenced(data.assets, largeEvents)).toMatchObject([{ link: plan('new') }]);
  expect(await loadReferenced(data.order, largeEvents)).toEqual({ ...order(plan('new')), notes });
  expect(before.every((key) => largeEvents.objects.get(key)?.includes('sig=old'))).toBe(true);
});
