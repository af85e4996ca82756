import { describe, expect, it } from 'vitest';
import { listLetters, redriveLetters, showFullLetter } from '../../../infra/cli/dlq/dead-letters.ts';
import { createOvertaken } from '../../../infra/cli/dlq/overtaken.ts';
import type { QueueReader, WaitingMessage } from '../../../infra/cli/dlq/queue-reader.ts';
import { createFanOutRig } from '../../support/fan-out-rig.ts';
import { createMemoryQueue } from '../../support/memory-queue.ts';
import { buildOrder } from '../../support/order-builder.ts';

const WAITING: WaitingMessage = {
  messageId: 'm',
  receiptHandle: 'r',
  body: '',
  groupId: 'default.1',
  sentAt: '2026-05-01T12:00:00.000Z',
  reason: 'unreadable',
};

function createReader(messages: readonly Partial<WaitingMessage>[]) {
  let waiting: WaitingMessage[] = messages.map((message, index) => ({
    ...WAITING,
    messageId: `m-${index}`,
    receiptHandle: `r-${index}`,
    body: JSON.stringify({ account: 'default', orderId: `order-${index}` }),
    ...message,
  }));
  const hidden = new Set<string>();
  const reader: QueueReader = {
    receive: async () => {
      const taken = waiting.filter(({ messageId }) => !hidden.has(messageId)).slice(0, 2);
      for (const { messageId } of taken) hidden.add(messageId);
      return taken;
    },
    release: async ({ messageId }) => {
      hidden.delete(messageId);
    },
    remove: async ({ messageId }) => {
      waiting = waiting.filter((message) => message.messageId !== messageId);
    },
    count: async () => ({ waiting: waiting.length, inFlight: hidden.size }),
  };
  return { reader, left: () => waiting.map(({ messageId }) => messageId), hidden };
}

const plan = { limit: 100, requestId: 'redrive' };

describe('dead letters', () => {
  it('are listed with their reasons, without bodies, and put back', async () => {
    const { reader, hidden } = createReader([{}, {}, { reason: null }]);
    const letters = await listLetters(reader, 100);
    expect(letters.map(({ about, reason }) => [about, reason])).toEqual([
      ['default order-0', 'unreadable'],
      ['default order-1', 'unreadable'],
      ['default order-2', 'received too often'],
    ]);
    expect(hidden.size).toBe(0);
  });

  it('are shown whole, but for what opens doors', async () => {
    const url = 'https://files.example/plan.pdf?Expires=1&Signature=signed';
    const { reader, hidden } = createReader([{}, { body: JSON.stringify({ subject: 'order-1', data: { url } }) }]);
    const shown = await showFullLetter(reader, 'm-1', 100);
    expect(shown).toMatchObject({ messageId: 'm-1', reason: 'unreadable', groupId: 'default.1' });
    expect(shown.body).toContain('https://files.example/plan.pdf');
    expect(JSON.stringify(shown)).not.toMatch(/Signature|"r-1"/);
    expect(hidden.size).toBe(0);
  });

  it.each([false, true])('that are not there are neither shown nor sent again (%s)', async (execute) => {
    const { reader, left, hidden } = createReader([{}]);
    const source = createMemoryQueue();
    const redrive = redriveLetters(reader, source, { ...plan, messageId: 'nosuch', execute });
    const message = 'no message nosuch is among the 1 that could be read there';
    await expect(redrive).rejects.toThrow(message);
    await expect(showFullLetter(reader, 'nosuch', 100)).rejects.toThrow(message);
    expect([source.messages, left(), hidden.size]).toEqual([[], ['m-0'], 0]);
  });

  it('stay where they are in a dry run', async () => {
    const { reader, left } = createReader([{}, {}]);
    const source = createMemoryQueue();
    expect((await redriveLetters(reader, source, { ...plan, execute: false })).redriven).toHaveLength(2);
    expect(source.messages).toEqual([]);
    expect(left()).toHaveLength(2);
  });

  it('go to their queue once more, one or all, under a deduplication id of this redrive', async () => {
    const { reader, left } = createReader([{}, { body: JSON.stringify({ id: 'dl_1', subject: 'order-1' }) }]);
    const source = createMemoryQueue();
    await redriveLetters(reader, source, { ...plan, messageId: 'm-1', execute: true });
    expect(source.messages).toMatchObject([{ groupId: 'default.1', deduplicationId: 'dl_1-redrive' }]);
    expect(left()).toEqual(['m-0']);
  });

  it('[P4] keep a delivery’s place, so that its consumer can pass over a stale one', async () => {
    const { reader } = createReader([{ body: JSON.stringify({ id: 'dl_1' }), sequence: '0001-00000003' }]);
    const source = createMemoryQueue();
    await redriveLetters(reader, source, { ...plan, execute: true });
    expect(source.messages).toMatchObject([{ attributes: { sequence: '0001-00000003' } }]);
  });

  it('go on until nothing new is found: of a message group ten are seen at a time', async () => {
    const { reader, left } = createReader(Array.from({ length: 25 }, () => ({})));
    const source = createMemoryQueue();
    let seen = 0;
    const receive = async () => (seen++ % 2 === 0 ? reader.receive() : []);
    const { redriven } = await redriveLetters({ ...reader, receive }, source, { ...plan, execute: true });
    expect([redriven.length, source.messages.length, left()]).toEqual([25, 25, []]);
  });

  it('[P4] are skipped, and said to be, where a later revision went to the destination', async () => {
    const rig = createFanOutRig();
    for (const city of ['Springfield', 'Shelbyville', 'Capital City']) {
      rig.orders.set('order-1', buildOrder({ address: { city } }));
      await rig.look();
    }
    const letters = rig.events().map((event) => ({
      body: JSON.stringify(event),
      sequence: event.data.revision.sequence,
    }));
    const isOvertaken = createOvertaken(rig.table, 'crm');
    const redrive = async (dead: typeof letters) => {
      const { reader, left } = createReader(dead);
      const source = createMemoryQueue();
      const answer = await redriveLetters(reader, source, { ...plan, execute: true, isOvertaken });
      expect(left()).toEqual([]);
      return [answer.redriven.length, answer.skipped.length, source.messages.length];
    };
    expect(await redrive(letters.slice(0, 1))).toEqual([0, 1, 0]);
    expect(await redrive(letters.slice(2))).toEqual([1, 0, 1]);
    // None of them came: they go again in their order.
    expect(await redrive(letters)).toEqual([3, 0, 3]);
    expect(await isOvertaken({ ...WAITING, body: '{' }, [])).toBe(false);
  });

  it('stay when their queue does not take them', async () => {
    const { reader, left } = createReader([{}]);
    const source = createMemoryQueue();
    source.failure = new Error('away');
    await expect(redriveLetters(reader, source, { ...plan, execute: true })).rejects.toThrow('away');
    expect(left()).toEqual(['m-0']);
  });
});
