import { expect, test } from 'vitest';
import { announceArchived } from '../../../functions/asset-archive/announce-archived.ts';
import type { Destination, DestinationKind } from '../../../shared/delivery/destination.ts';
import { deliveryId, type EventContent } from '../../../shared/delivery/event.ts';
import { pauseDestination } from '../../../shared/delivery/note-paused.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import { aDeliveryMessage, anAsset, aRevision } from '../../support/delivery-builders.ts';
import { createMemoryBucket } from '../../support/memory-bucket.ts';
import { createMemoryTable } from '../../support/memory-table.ts';

const ARCHIVED = { bucket: 'archive', key: 'default/JOB-1/a.jpg', sha256: 'ab', size: 3 };

const destination = (name: string, kind: DestinationKind, kinds?: string[]): Destination => ({
  name,
  kind,
  queueUrl: name,
  ...(kinds === undefined ? {} : { filter: { kinds } }),
});

async function announce(
  destinations: readonly Destination[],
  { paused = '', replay = undefined as string | undefined } = {},
) {
  const table = createMemoryTable();
  const largeEvents = createMemoryBucket('revisions');
  const sent: { content: EventContent; to: string; replay: string | undefined }[] = [];
  if (paused !== '') await pauseDestination(table, paused, 'operator', 0);
  await announceArchived(aDeliveryMessage(), [anAsset({ archived: ARCHIVED })], replay, {
    table,
    largeEvents,
    destinations,
    send: async (content, { name }, withReplay) => {
      sent.push({ content, to: name, replay: withReplay });
    },
  });
  return { sent, table, largeEvents };
}

test('tells who asks for it, archives never, where the files lie', async () => {
  const { sent } = await announce([
    destination('all', 'queue'),
    destination('archived-only', 'http', ['archived']),
    destination('deliveries-only', 'http', ['first-delivery']),
    destination('archive', 'archive'),
  ]);
  expect(sent.map(({ to }) => to)).toEqual(['all', 'archived-only']);
  const content = sent[0]?.content as EventContent<{ assets: unknown[] }>;
  expect(content).toMatchObject({ type: 'cubicasa.order.archived', subject: 'o1', time: aRevision().time });
  expect(content.data.assets).toEqual([anAsset({ archived: ARCHIVED })]);
});

test('is another delivery than the revision, placed between it and the next, and the same each time', async () => {
  const [first] = (await announce([destination('all', 'queue')])).sent;
  const [second] = (await announce([destination('all', 'queue')], { replay: 'm1' })).sent;
  const sequence = first?.content.sequence ?? '';
  expect(sequence > aRevision(1).sequence && sequence < aRevision(2).sequence).toBe(true);
  expect(first?.content).toEqual(second?.content);
  expect([first?.replay, second?.replay]).toEqual([undefined, 'm1']);
  expect(deliveryId(first?.content ?? aRevision(), 'all')).not.toBe(deliveryId(aRevision(), 'all'));
});

test('a paused queue has it noted by where its content lies', async () => {
  const { sent, table, largeEvents } = await announce([destination('all', 'queue')], { paused: 'all' });
  expect(sent).toEqual([]);
  const { items } = await table.list(keys.paused('default', 'all'));
  const { contentKey } = (items[0]?.data ?? {}) as { contentKey: string };
  expect(JSON.parse(largeEvents.objects.get(contentKey) ?? '')).toMatchObject({
    type: 'cubicasa.order.archived',
    v: 1,
  });
});
