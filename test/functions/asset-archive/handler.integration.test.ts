import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { handler } from '../../../functions/asset-archive/handler.ts';
import type { Destination } from '../../../shared/delivery/destination.ts';
import type { OrderEventData } from '../../../shared/delivery/order-event.ts';
import { anAsset, aRevision } from '../../support/delivery-builders.ts';
import { type DeliveryStack, startDeliveryStack } from '../../support/delivery-stack.ts';
import { type LoopbackReceiver, startReceiver } from '../../support/loopback-receiver.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';
const DONE = { batchItemFailures: [] };

let stack: DeliveryStack;
let archive: Destination;
let ownConsumer: Destination;
let host: LoopbackReceiver;

beforeAll(async () => {
  stack = await startDeliveryStack();
  archive = await stack.addDestination('archive', 'archive');
  ownConsumer = await stack.addDestination('own-consumer', 'queue');
  host = await startReceiver((_, response) => response.writeHead(200, { etag: '"v1"' }).end(SVG));
  const settings = {
    name: 'archive',
    keyTemplate: '{account}/{externalId|orderId}/{product}/{group}-{key}-{floor}.{format}',
    allowedHosts: ['127.0.0.1'],
    maxAssetBytes: 1_000_000,
  };
  const own = {
    DESTINATION: JSON.stringify(settings),
    DESTINATIONS: JSON.stringify([archive, ownConsumer]),
    DESTINATION_QUEUE_URL: archive.queueUrl,
    DESTINATION_DLQ_URL: stack.dlqUrl(archive),
  };
  for (const [name, value] of Object.entries({ ...stack.env, ...own })) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await host.close();
  await stack.close();
});

const revision = (number: number) =>
  aRevision(number, {
    assets: [anAsset({ link: `${host.url}/plan.svg?sig=${number}`, key: 'svg_urls', format: 'svg' })],
  });

test("a revision's file is archived, and its place announced to who listens", async () => {
  await stack.send(revision(1), archive);
  expect(await stack.consume(archive, handler)).toEqual(DONE);
  const key = 'default/JOB-1/products_2d/listing_floorplans-svg_urls-0.svg';
  expect(await stack.archive.get(key)).toBe(SVG);
  expect((await stack.archive.list('')).keys).toEqual(['default/JOB-1/manifest.json', key]);
  const [announced] = await stack.receive(ownConsumer.queueUrl);
  const event = JSON.parse(announced?.body ?? '') as { type: string; data: OrderEventData };
  expect(event).toMatchObject({
    type: 'cubicasa.order.archived',
    data: { assets: [{ archived: { bucket: 'archive', key, size: SVG.length } }] },
  });
});

test('nothing that opens doors goes to the asset host [P8]', async () => {
  expect(Object.keys(host.requests[0]?.headers ?? {}).sort()).toEqual(['connection', 'host']);
});

test('a later revision of the same content stores nothing again', async () => {
  await stack.send(revision(2), archive);
  expect(await stack.consume(archive, handler)).toEqual(DONE);
  expect(host.requests.at(-1)?.headers['if-none-match']).toBe('"v1"');
  expect(await stack.archive.get('default/JOB-1/manifest.json')).toContain(revision(2).sequence);
});
