import { describe, expect, it } from 'vitest';
import { createEventLoop } from '../time/event-loop.ts';
import { createQueueModel } from './queue-model.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

function openQueue({ maxReceiveCount = 3 } = {}) {
  const loop = createEventLoop(0);
  const deadLetters = createQueueModel({ name: 'work-dlq', fifo: true, visibilityMs: MINUTE_MS }, loop);
  const settings = { name: 'work', fifo: true, visibilityMs: MINUTE_MS, maxReceiveCount, deadLetters };
  const queue = createQueueModel(settings, loop);
  const send = (body: string, groupId = 'a', deduplicationId = body) => queue.send({ body, groupId, deduplicationId });
  const receive = (most = 10) => queue.receive(most).map(({ message }) => message.outgoing.body);
  return { loop, queue, deadLetters, send, receive };
}

describe('the queue of the simulation, as SQS', () => {
  it('hands out several messages of one group at once, in order, and none of it while one is in flight', () => {
    const { send, receive } = openQueue();
    for (const body of ['a1', 'a2', 'a3']) send(body);
    send('b1', 'b');
    expect(receive(2)).toEqual(['a1', 'a2']);
    expect(receive()).toEqual(['b1']);
  });

  it('shows a message again when its visibility ends, and a late delete does nothing', async () => {
    const { loop, queue, send, receive } = openQueue();
    send('a1');
    const [first] = queue.receive(1);
    await loop.play(MINUTE_MS);
    expect(first && queue.delete(first)).toBe(false);
    expect(receive()).toEqual(['a1']);
  });

  it('moves a message that was received too often, and its group goes on', async () => {
    const { loop, deadLetters, send, receive } = openQueue({ maxReceiveCount: 1 });
    send('a1');
    expect(receive()).toEqual(['a1']);
    send('a2');
    await loop.play(MINUTE_MS);
    expect(receive()).toEqual(['a2']);
    expect(deadLetters.messages().map(({ outgoing }) => outgoing.body)).toEqual(['a1']);
  });

  it('folds a repeat within five minutes and takes it after that', async () => {
    const { loop, queue, send } = openQueue();
    send('a1');
    send('a1');
    expect(queue.messages()).toHaveLength(1);
    await loop.play(5 * MINUTE_MS);
    send('a1');
    expect(queue.messages()).toHaveLength(2);
  });

  it('forgets a message after fourteen days without a word', async () => {
    const { loop, queue, deadLetters, send, receive } = openQueue();
    send('a1');
    await loop.play(14 * DAY_MS + 1);
    expect(receive()).toEqual([]);
    expect(queue.expired).toHaveLength(1);
    expect(deadLetters.messages()).toEqual([]);
  });

  it('hides a message for twelve hours at most', async () => {
    const { loop, queue, send, receive } = openQueue();
    send('a1');
    const [first] = queue.receive(1);
    queue.changeVisibility(first?.receipt ?? '', 20 * 3_600);
    await loop.play(12 * 3_600_000);
    expect(receive()).toEqual(['a1']);
  });
});
