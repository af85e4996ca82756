import { beforeEach, describe, expect, test } from 'vitest';
import { type DeliverDeps, deliver } from '../../../shared/delivery/deliver.ts';
import type { DeliveryMessage } from '../../../shared/delivery/delivery-message.ts';
import { createProgressStore } from '../../../shared/delivery/delivery-progress.ts';
import { isPaused } from '../../../shared/delivery/destination-state.ts';
import { deliveryId, type EventContent } from '../../../shared/delivery/event.ts';
import { type AttemptOutcome, THREE_DAYS } from '../../../shared/delivery/next-attempt.ts';
import { notePaused, pauseDestination, takeBackPaused } from '../../../shared/delivery/note-paused.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import { createDeadLetterQueue } from '../../../shared/queue/dead-letter.ts';
import { aDeliveryRecord, aRevision, type RecordOptions } from '../../support/delivery-builders.ts';
import { createMemoryBucket } from '../../support/memory-bucket.ts';
import { createMemoryQueue } from '../../support/memory-queue.ts';
import { createMemoryTable } from '../../support/memory-table.ts';

const DAY_MS = 86_400_000;
const FAILED: AttemptOutcome = { kind: 'failed', reason: 'status-500' };
const DELIVERED: AttemptOutcome = { kind: 'delivered' };

function createWorld() {
  const table = createMemoryTable();
  const contents = createMemoryBucket('revisions');
  const deadLetters = createMemoryQueue();
  const tried: DeliveryMessage[] = [];
  const waits: number[] = [];
  const told: string[] = [];
  const world = {
    table,
    contents,
    deadLetters,
    tried,
    waits,
    told,
    now: Date.parse('2026-01-01T00:00:00.000Z'),
    outcomes: [] as AttemptOutcome[],
  };
  const deps: DeliverDeps = {
    progress: createProgressStore(table, 'website'),
    deadLetters: createDeadLetterQueue(deadLetters),
    changeVisibility: async (_, seconds) => {
      waits.push(seconds);
    },
    isPaused: async () => isPaused(await table.get(keys.destination('website'))),
    pause: (reason) => pauseDestination(table, 'website', reason, world.now),
    note: (message) => notePaused({ table, contents }, 'website', message),
    takeBack: (message) => takeBackPaused(table, 'website', message),
    attempt: async (message) => {
      tried.push(message);
      return world.outcomes.shift() ?? DELIVERED;
    },
    policy: THREE_DAYS,
    report: {
      delivered: (_, attempts) => told.push(`delivered after ${attempts}`),
      skipped: (_, admission) => told.push(admission),
      putOff: (_, reason) => told.push(`put off: ${reason}`),
      noted: () => told.push('noted'),
      paused: () => told.push('paused'),
      givenUp: (_, reason) => told.push(`given up: ${reason}`),
    },
    now: () => world.now,
    random: () => 0,
  };
  const handle = (content: EventContent, options?: RecordOptions) => deliver(aDeliveryRecord(content, options), deps);
  return { ...world, world, deps, handle };
}

let bench: ReturnType<typeof createWorld>;
beforeEach(() => {
  bench = createWorld();
});

describe('a delivery that works', () => {
  test('is tried once and acknowledged', async () => {
    expect(await bench.handle(aRevision())).toBe('done');
    expect(bench.told).toEqual(['delivered after 1']);
    expect(bench.tried[0]?.event.id).toBe(deliveryId(aRevision(), 'website'));
  });

  test('is not made again when the queue hands it out twice', async () => {
    await bench.handle(aRevision());
    expect(await bench.handle(aRevision())).toBe('done');
    expect(bench.told).toEqual(['delivered after 1', 'repeated']);
  });

  test('is made again by a replay, under the same delivery id [P4]', async () => {
    await bench.handle(aRevision());
    await bench.handle(aRevision(), { deduplicationId: 'dl_x-request-1' });
    expect(bench.tried.map(({ event }) => event.id)).toEqual(Array(2).fill(deliveryId(aRevision(), 'website')));
  });

  test('makes earlier revisions superseded, also as replays, and says so [P4]', async () => {
    await bench.handle(aRevision(2));
    await bench.handle(aRevision(1));
    await bench.handle(aRevision(1), { deduplicationId: 'dl_x-request-1' });
    expect(bench.told).toEqual(['delivered after 1', 'superseded', 'superseded']);
  });

  test('says nothing of another subject or destination', async () => {
    await bench.handle(aRevision(2));
    await bench.handle({ ...aRevision(1), subject: 'o2' });
    expect(bench.told).toEqual(['delivered after 1', 'delivered after 1']);
  });

  test('of an archived revision has its place right after that revision', async () => {
    const archived = {
      ...aRevision(1),
      type: 'cubicasa.order.archived',
      sequence: `${aRevision(1).sequence}.archived`,
    };
    await bench.handle(aRevision(1));
    await bench.handle(archived);
    await bench.handle(aRevision(2));
    await bench.handle(archived);
    expect(bench.told.at(-1)).toBe('superseded');
    expect(bench.tried).toHaveLength(3);
  });
});

test('an event that is no whole state is made needless by no other', async () => {
  const about = (type: string, number: number) => ({ ...aRevision(number), subject: 'u1', type });
  await bench.handle(about('cubicasa.user.deleted', 2));
  await bench.handle(about('cubicasa.user.cleanup-planned', 1));
  expect(bench.told).toEqual(['delivered after 1', 'delivered after 1']);
});

describe('a delivery that fails', () => {
  test('waits in the queue and is tried under the same id until it works, counted in the ledger', async () => {
    bench.world.outcomes.push(FAILED, FAILED);
    expect(await bench.handle(aRevision())).toBe('put-off');
    expect(await bench.handle(aRevision())).toBe('put-off');
    expect(await bench.handle(aRevision())).toBe('done');
    expect(bench.waits).toEqual([5, 15]);
    expect(bench.told.at(-1)).toBe('delivered after 3');
    expect(new Set(bench.tried.map(({ event }) => event.id)).size).toBe(1);
  });

  test("ten times in a row still comes before its order's next revision [P4]", async () => {
    bench.world.outcomes.push(...Array<AttemptOutcome>(10).fill(FAILED));
    for (let attempt = 0; attempt < 10; attempt += 1) expect(await bench.handle(aRevision(1))).toBe('put-off');
    await bench.handle(aRevision(1));
    await bench.handle(aRevision(2));
    expect(bench.tried.slice(-2).map(({ sequence }) => sequence)).toEqual([
      aRevision(1).sequence,
      aRevision(2).sequence,
    ]);
  });

  test('goes to the dead-letter queue with its reason after three days, and its redrive starts anew', async () => {
    bench.world.outcomes.push(FAILED, FAILED, FAILED);
    await bench.handle(aRevision());
    bench.world.now += 3 * DAY_MS;
    expect(await bench.handle(aRevision())).toBe('done');
    expect(bench.deadLetters.messages).toHaveLength(1);
    expect(bench.deadLetters.messages[0]).toMatchObject({
      attributes: { reason: 'status-500' },
      deduplicationId: 'm1',
    });
    expect(bench.deadLetters.messages[0]?.body).toBe(aDeliveryRecord(aRevision()).body);
    expect(await bench.handle(aRevision(), { deduplicationId: 'dl_x-redrive' })).toBe('put-off');
    expect(bench.waits).toEqual([5, 5]);
  });

  test('is passed over: the next revision goes, and a redrive after it is skipped [P4]', async () => {
    bench.world.outcomes.push({ kind: 'undeliverable', reason: 'too-large' });
    expect(await bench.handle(aRevision(1))).toBe('done');
    await bench.handle(aRevision(2));
    await bench.handle(aRevision(1), { deduplicationId: 'dl_x-redrive' });
    expect(bench.told).toEqual(['given up: too-large', 'delivered after 1', 'superseded']);
  });

  test('hands its failures on to no other delivery of the order', async () => {
    bench.world.outcomes.push(FAILED, FAILED, { kind: 'undeliverable', reason: 'too-large' }, FAILED);
    for (let attempt = 0; attempt < 3; attempt += 1) await bench.handle(aRevision(1));
    await bench.handle(aRevision(2));
    expect(bench.waits.at(-1)).toBe(5);
  });

  test('for no fault of its own waits without using up its budget', async () => {
    bench.world.outcomes.push(FAILED, { kind: 'postponed', reason: 'account-away', waitMs: 900_000 }, FAILED);
    await bench.handle(aRevision());
    bench.world.now += 4 * DAY_MS;
    expect(await bench.handle(aRevision())).toBe('put-off');
    expect(await bench.handle(aRevision())).toBe('put-off');
    expect(bench.waits).toEqual([5, 900, 5]);
    expect(bench.deadLetters.messages).toEqual([]);
  });

  test('by killing the function is counted all the same', async () => {
    const killed = { ...bench.deps, attempt: async () => Promise.reject(new Error('out of memory')) };
    await expect(deliver(aDeliveryRecord(aRevision()), killed)).rejects.toThrow();
    await bench.handle(aRevision());
    expect(bench.told).toEqual(['delivered after 2']);
  });
});

describe('a message', () => {
  test('older than ten days goes to the dead-letter queue before SQS drops it [P1]', async () => {
    const sentAt = bench.world.now - 10 * DAY_MS - 1;
    expect(await bench.handle(aRevision(), { sentAt })).toBe('done');
    expect(bench.deadLetters.messages[0]?.attributes?.reason).toBe('expiring');
    expect(bench.tried).toEqual([]);
  });

  test.each(['', 'no json', '[]', '{"specversion":"1.0"}', '{"specversion":"1.0","id":"x","source":"y"}'])(
    'that cannot be read goes to the dead-letter queue and blocks nothing: %s',
    async (body) => {
      expect(await deliver({ ...aDeliveryRecord(aRevision()), body }, bench.deps)).toBe('done');
      expect(bench.deadLetters.messages[0]).toMatchObject({ body, attributes: { reason: 'unreadable' } });
    },
  );

  test('is not acknowledged while the dead-letter queue is away [P1]', async () => {
    bench.deadLetters.failure = new Error('queue away');
    bench.world.outcomes.push({ kind: 'undeliverable', reason: 'too-large' });
    await expect(bench.handle(aRevision())).rejects.toThrow('queue away');
  });
});

describe('a paused destination', () => {
  test.each([
    ['a revision', aRevision()],
    ['what was found out with it', { ...aRevision(), type: 'cubicasa.order.archived' }],
  ])('keeps no note of %s whose try ended before it saw that the pause was over [P4]', async (_what, content) => {
    await pauseDestination(bench.table, 'website', 'operator', bench.world.now);
    await bench.handle(content);
    await bench.table.remove(keys.destination('website'), 'any');
    await bench.handle(content, { receives: 2 });
    expect(bench.told).toEqual(['noted', 'delivered after 1']);
    expect((await bench.table.list(keys.paused('default', 'website'))).items).toEqual([]);
  });

  test('has what is no revision noted too, with its content, so that nothing waits in front of a resume', async () => {
    await pauseDestination(bench.table, 'website', 'operator', 0);
    const archived = { ...aRevision(2), type: 'cubicasa.order.archived', sequence: '0001-00000002.archived' };
    expect(await bench.handle(archived)).toBe('done');
    const { items } = await bench.table.list(keys.paused('default', 'website'));
    const [{ contentKey = '' } = {}] = items.map(({ data }) => data as { contentKey: string });
    expect(JSON.parse(bench.contents.objects.get(contentKey) ?? '')).toEqual(archived);
    expect(bench.waits).toEqual([]);
  });

  test('has its deliveries noted by where their content lies, and acknowledged', async () => {
    await pauseDestination(bench.table, 'website', 'operator', 0);
    expect(await bench.handle(aRevision(3))).toBe('done');
    expect(bench.tried).toEqual([]);
    const { items } = await bench.table.list(keys.paused('default', 'website'));
    expect(items.map(({ data }) => data)).toEqual([
      {
        v: 1,
        subject: 'o1',
        sequence: aRevision(3).sequence,
        contentKey: `revisions/default/o1/${aRevision(3).sequence}-hash3.json`,
      },
    ]);
  });

  test('delivers what it could not note before the resume was through [P4]', async () => {
    await pauseDestination(bench.table, 'website', 'operator', 0);
    const { put } = bench.table;
    bench.table.put = async (item, expected) => {
      const written = await put(item, expected);
      if (item.pk === keys.paused('default', 'website'))
        await put({ ...keys.destination('website'), data: { v: 1, state: 'active' } }, 'any');
      return written;
    };
    expect(await bench.handle(aRevision(1))).toBe('put-off');
    expect(bench.waits).toEqual([1]);
    expect((await bench.table.list(keys.paused('default', 'website'))).items).toEqual([]);
    expect(await bench.handle(aRevision(1))).toBe('done');
    expect(bench.told.at(-1)).toBe('delivered after 1');
  });

  test('keeps in its queue what has no place among the events of its subject', async () => {
    await pauseDestination(bench.table, 'website', 'operator', 0);
    const record = aDeliveryRecord({ ...aRevision(), type: 'cubicasa.user.deleted', data: {} });
    expect(await deliver({ ...record, messageAttributes: {} }, bench.deps)).toBe('put-off');
    expect(bench.waits).toEqual([6 * 3_600]);
  });

  test('is told of even where the process ends as it stops the destination [P6]', async () => {
    bench.world.outcomes.push({ kind: 'gone' });
    const pause = () => Promise.reject(new Error('no answer'));
    await expect(deliver(aDeliveryRecord(aRevision(1)), { ...bench.deps, pause })).rejects.toThrow('no answer');
    expect(bench.told).toEqual(['paused']);
  });

  test('is what a consumer makes of itself by saying that it is gone', async () => {
    bench.world.outcomes.push({ kind: 'gone' });
    expect(await bench.handle(aRevision(1))).toBe('done');
    expect(await bench.handle(aRevision(2))).toBe('done');
    expect(bench.told).toEqual(['paused', 'noted', 'noted']);
    expect((await bench.table.get(keys.destination('website')))?.data).toMatchObject({
      state: 'paused',
      reason: 'gone',
    });
  });
});
