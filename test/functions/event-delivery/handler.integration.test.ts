import { CreateEventBusCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { handler } from '../../../functions/event-delivery/handler.ts';
import { createEventBridgeClient } from '../../../shared/aws/clients.ts';
import type { Destination } from '../../../shared/delivery/destination.ts';
import { addressEvent } from '../../../shared/delivery/event.ts';
import { sdkOptions } from '../../infra/local/stand-ins/sdk-options.ts';
import { aRevision } from '../../support/delivery-builders.ts';
import { type DeliveryStack, startDeliveryStack } from '../../support/delivery-stack.ts';

let stack: DeliveryStack;
let bus: Destination;

beforeAll(async () => {
  stack = await startDeliveryStack();
  bus = await stack.addDestination('bus', 'event-bus');
  await createEventBridgeClient(sdkOptions(stack.bus.url)).send(new CreateEventBusCommand({ Name: 'orders' }));
  const own = {
    DESTINATION: JSON.stringify({ name: 'bus' }),
    EVENT_BUS_NAME: 'orders',
    REVISIONS_BUCKET: 'revisions',
    DESTINATION_QUEUE_URL: bus.queueUrl,
    DESTINATION_DLQ_URL: stack.dlqUrl(bus),
  };
  for (const [name, value] of Object.entries({ ...stack.env, ...own })) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stack.close();
});

test('an event travels from its queue to the bus as it is', async () => {
  const content = { ...aRevision(1), time: new Date().toISOString() };
  await stack.send(content, bus);
  expect(await stack.consume(bus, handler)).toEqual({ batchItemFailures: [] });
  expect(stack.bus.events('orders')).toMatchObject([
    { source: '/cubicasa-relay/default', detailType: content.type, detail: addressEvent(content, 'bus') },
  ]);
});

test('an entry that the bus fails in a call that succeeds is not acknowledged', async () => {
  stack.bus.setFault({ kind: 'partial' });
  await stack.send({ ...aRevision(1), subject: 'o2' }, bus);
  expect((await stack.consume(bus, handler))?.batchItemFailures).toHaveLength(1);
  stack.bus.setFault(undefined);
  expect(stack.bus.events('orders')).toHaveLength(1);
});

test('what cannot be read goes to the dead-letter queue and blocks nothing', async () => {
  const record = { ...(await sendAndReceive()), body: 'no json' };
  const context = { awsRequestId: 'r', functionName: 'f', getRemainingTimeInMillis: () => 10_000 };
  const batch = await handler({ Records: [record] }, context as unknown as Parameters<typeof handler>[1]);
  expect(batch).toEqual({ batchItemFailures: [] });
  const [letter] = await stack.receive(stack.dlqUrl(bus));
  expect([letter?.body, letter?.messageAttributes.reason?.stringValue]).toEqual(['no json', 'unreadable']);
});

async function sendAndReceive() {
  await stack.send({ ...aRevision(1), subject: 'o3' }, bus);
  const [record] = await stack.receive(bus.queueUrl);
  if (record === undefined) throw new Error('the queue showed nothing');
  return record;
}
