import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  admit,
  beginAttempt,
  createProgressStore,
  forgetAttempts,
  recordDelivered,
} from '../../../shared/delivery/delivery-progress.ts';
import { aDeliveryMessage, aRevision } from '../../support/delivery-builders.ts';
import { createMemoryTable } from '../../support/memory-table.ts';

const NOTHING = { v: 1, lastSequence: null, lastDeliveryId: null, current: null } as const;

/** What one receive of a revision leads to. */
const steps = fc.record({
  number: fc.integer({ min: 1, max: 5 }),
  replay: fc.boolean(),
  outcome: fc.constantFrom('delivered' as const, 'failed' as const, 'given-up' as const),
});

test('however messages are doubled, replayed and reordered, a destination never goes back [P4]', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 30 }), (received) => {
      let progress: Parameters<typeof admit>[0] = NOTHING;
      const delivered: string[] = [];
      for (const { number, replay, outcome } of received) {
        const options = replay ? { deduplicationId: 'dl_x-request' } : {};
        const message = aDeliveryMessage(aRevision(number), options);
        const admission = admit(progress, message);
        const last = delivered.at(-1);
        const sequence = message.sequence ?? '';
        expect(admission === 'superseded').toBe(last !== undefined && sequence < last);
        expect(admission === 'repeated').toBe(sequence === last && !replay);
        if (admission !== 'deliver') continue;
        progress = beginAttempt(progress, message.event.id, 0);
        if (outcome === 'delivered') {
          progress = recordDelivered(progress, message);
          delivered.push(sequence);
        }
        if (outcome === 'given-up') progress = forgetAttempts(progress);
      }
      expect(delivered).toEqual([...delivered].sort());
    }),
  );
});

test('what was archived of a revision overtakes the revisions before it, never the revision itself', () => {
  const archived = { ...aRevision(4), type: 'cubicasa.order.archived', sequence: `${aRevision(4).sequence}.archived` };
  const progress = recordDelivered(NOTHING, aDeliveryMessage(archived));
  expect(admit(progress, aDeliveryMessage(aRevision(3)))).toBe('superseded');
  expect(admit(progress, aDeliveryMessage(aRevision(4)))).toBe('deliver');
});

test('two workers who write at once both get through, and no attempt is lost', async () => {
  const store = createProgressStore(createMemoryTable(), 'website');
  const message = aDeliveryMessage();
  const kept = await store.load(message);
  const count = () => store.update(message, kept, (known) => beginAttempt(known, message.event.id, 0));
  await Promise.all([count(), count(), count()]);
  expect((await store.load(message)).progress.current?.attempts).toBe(3);
});

test('progress of a shape that nobody knows is not written over', async () => {
  const table = createMemoryTable();
  const store = createProgressStore(table, 'website');
  const kept = await store.load(aDeliveryMessage());
  await store.update(aDeliveryMessage(), kept, (known) => ({ ...known, v: 2 as unknown as 1 }));
  await expect(store.load(aDeliveryMessage())).rejects.toThrow('unknown version');
});

test('attempts of a delivery that vanished are not counted against the next one', () => {
  const [first, second] = [aDeliveryMessage(aRevision(1)).event.id, aDeliveryMessage(aRevision(2)).event.id];
  const tried = beginAttempt(beginAttempt(NOTHING, first, 0), first, 1_000);
  expect(tried.current).toMatchObject({ attempts: 2, firstTriedAt: new Date(0).toISOString() });
  expect(beginAttempt(tried, second, 5_000).current).toEqual({
    deliveryId: second,
    attempts: 1,
    firstTriedAt: new Date(5_000).toISOString(),
  });
});
