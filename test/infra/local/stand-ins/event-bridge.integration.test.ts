import {
  CreateEventBusCommand,
  DescribeEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventBridgeStandIn, startEventBridge } from '../../../../infra/local/stand-ins/event-bridge.ts';
import { sdkOptions } from './sdk-options.ts';

let standIn: EventBridgeStandIn;
let client: EventBridgeClient;

beforeAll(async () => {
  standIn = await startEventBridge({ region: 'eu-central-1' });
  client = new EventBridgeClient({ ...sdkOptions(standIn.url), maxAttempts: 1 });
  await client.send(new CreateEventBusCommand({ Name: 'relay' }));
});
afterAll(async () => {
  client.destroy();
  await standIn.close();
});

function entry(detail: unknown, more: Partial<PutEventsRequestEntry> = {}): PutEventsRequestEntry {
  const Detail = JSON.stringify(detail);
  return {
    EventBusName: 'relay',
    Source: '/cubicasa-relay/default',
    DetailType: 'cubicasa.order.updated',
    Detail,
    ...more,
  };
}

const put = (...Entries: PutEventsRequestEntry[]) => client.send(new PutEventsCommand({ Entries }));

test('events are kept per bus, oldest first', async () => {
  const { Arn } = await client.send(new DescribeEventBusCommand({ Name: 'relay' }));
  const result = await put(entry({ n: 1 }, { Time: new Date(0) }), entry({ n: 2 }, { EventBusName: Arn }));
  expect(result.FailedEntryCount).toBe(0);
  expect(standIn.events('relay')).toMatchObject([
    {
      id: result.Entries?.[0]?.EventId,
      source: '/cubicasa-relay/default',
      detail: { n: 1 },
      time: new Date(0).toISOString(),
    },
    { detail: { n: 2 }, detailType: 'cubicasa.order.updated' },
  ]);
  expect(standIn.events('default')).toEqual([]);
});

test('events can be read from outside', async () => {
  await put(entry({ seen: 'from outside' }));
  const answer = await fetch(`${standIn.url}/?bus=relay`);
  expect(await answer.json()).toEqual(standIn.events('relay'));
});

test('an event for a bus that does not exist is answered like any other and kept nowhere', async () => {
  const before = standIn.events().length;
  expect((await put(entry({}, { EventBusName: 'none' }))).FailedEntryCount).toBe(0);
  expect(standIn.events()).toHaveLength(before);
});

test.each([
  ['without a source', { Source: '' }, 'InvalidArgument'],
  ['whose detail is no JSON', { Detail: '{' }, 'MalformedDetail'],
])('an entry %s fails alone', async (_, more, code) => {
  const result = await put(entry({ good: true }), entry({}, more));
  expect(result.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([undefined, code]);
});

test('a request of more than ten entries, or over the limit of its size, is refused whole', async () => {
  const many = Array.from({ length: 11 }, () => entry({}));
  await expect(put(...many)).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(put(entry({ text: 'x'.repeat(1_048_576) }))).rejects.toMatchObject({ name: 'ValidationException' });
});

test('the fault `partial` fails only the entries it names', async () => {
  standIn.setFault({ kind: 'partial', containing: 'second' });
  const result = await put(entry({ n: 'first' }), entry({ n: 'second' }));
  standIn.setFault(undefined);
  expect(result.FailedEntryCount).toBe(1);
  expect(result.Entries?.[1]?.ErrorCode).toBe('ThrottlingException');
});

test.each([
  ['unavailable', 'InternalException'],
  ['throttled', 'ThrottlingException'],
] as const)('the fault %s is answered as EventBridge does', async (kind, name) => {
  standIn.setFault({ kind });
  await expect(put(entry({}))).rejects.toMatchObject({ name });
  standIn.setFault(undefined);
});
