import { beforeEach, describe, expect, test } from 'vitest';
import type { MessageQueue } from '../../../../../infra/local/stand-ins/sqs/message-queue.ts';
import { createQueueStore } from '../../../../../infra/local/stand-ins/sqs/queue-store.ts';
import type { NewMessage } from '../../../../../infra/local/stand-ins/sqs/stored-message.ts';

const HOUR = 3_600;
let seconds: number;
let store: ReturnType<typeof createQueueStore>;

beforeEach(() => {
  seconds = 0;
  store = createQueueStore('eu-central-1', () => seconds * 1_000);
});

const standard = (attributes: Record<string, string> = {}) => store.create('plain', attributes);
const fifo = (attributes: Record<string, string> = {}) =>
  store.create('order.fifo', { FifoQueue: 'true', ...attributes });

function send(queue: MessageQueue, body: string, more: Partial<NewMessage> = {}) {
  const none = { delaySeconds: undefined, groupId: undefined, deduplicationId: undefined, trace: undefined };
  const identity = queue.isFifo() ? { groupId: 'g', deduplicationId: body } : {};
  return queue.send({ body, attributes: {}, ...none, ...identity, ...more });
}

const bodies = (queue: MessageQueue, max = 10) => queue.receive(max).map(({ body }) => body);

describe('a message', () => {
  test('is hidden for the visibility timeout, then comes again with its count raised', () => {
    const queue = standard({ VisibilityTimeout: '360' });
    send(queue, 'a');
    expect(queue.receive(1)[0]?.receiveCount).toBe(1);
    seconds = 359;
    expect(bodies(queue)).toEqual([]);
    seconds = 360;
    expect(queue.receive(1)[0]?.receiveCount).toBe(2);
  });

  test('comes only after its delay, which the queue may give', () => {
    const queue = standard({ DelaySeconds: '60' });
    send(queue, 'queue');
    send(queue, 'own', { delaySeconds: 10 });
    expect(queue.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 2 });
    seconds = 10;
    expect(bodies(queue)).toEqual(['own']);
    seconds = 60;
    expect(bodies(queue)).toContain('queue');
  });

  test('is gone after the retention period', () => {
    const queue = standard({ MessageRetentionPeriod: '1209600' });
    send(queue, 'old');
    seconds = 14 * 24 * HOUR;
    send(queue, 'new');
    seconds += 1;
    expect(bodies(queue)).toEqual(['new']);
  });

  test('can be hidden for twelve hours in all since it was received, not longer', () => {
    const queue = standard();
    send(queue, 'a');
    const [{ receiptHandle = '' } = {}] = queue.receive(1, 30);
    queue.changeVisibility(receiptHandle, 11 * HOUR);
    seconds = 2 * HOUR;
    expect(() => queue.changeVisibility(receiptHandle, 11 * HOUR)).toThrow('beyond the limit');
    queue.changeVisibility(receiptHandle, 10 * HOUR);
    seconds = 12 * HOUR;
    expect(() => queue.changeVisibility(receiptHandle, 1)).toThrow('not available');
  });

  test('is not deleted by the handle of an earlier receive', () => {
    const queue = standard({ VisibilityTimeout: '1' });
    send(queue, 'a');
    const [{ receiptHandle: old = '' } = {}] = queue.receive(1);
    seconds = 1;
    const [{ receiptHandle: newest = '' } = {}] = queue.receive(1);
    queue.remove(old);
    expect(queue.counts().inFlight).toBe(1);
    queue.remove(newest);
    queue.remove(newest);
    expect(queue.counts().inFlight).toBe(0);
  });
});

describe('a FIFO queue', () => {
  test('gives several messages of one group in a batch, in order', () => {
    const queue = fifo();
    for (const body of ['1', '2', '3']) send(queue, body);
    send(queue, 'other', { groupId: 'h' });
    expect(bodies(queue, 2)).toEqual(['1', '2']);
    expect(bodies(queue)).toEqual(['other']);
  });

  test('[P6] fills a batch from one group before it goes on to the next', () => {
    const queue = fifo();
    for (const body of ['a1', 'b1', 'a2', 'c1', 'b2']) send(queue, body, { groupId: body.charAt(0) });
    expect(bodies(queue, 3)).toEqual(['a1', 'a2', 'b1']);
    expect(bodies(queue, 3)).toEqual(['c1']);
  });

  test('holds a group back while any of its messages is in flight', () => {
    const queue = fifo();
    for (const body of ['1', '2', '3']) send(queue, body);
    const [first, second] = queue.receive(2);
    queue.changeVisibility(first?.receiptHandle ?? '', 0);
    expect(bodies(queue)).toEqual([]);
    queue.changeVisibility(second?.receiptHandle ?? '', 0);
    expect(bodies(queue)).toEqual(['1', '2', '3']);
  });

  test('forgets a deduplication id after five minutes, even of a message long handled', () => {
    const queue = fifo();
    const { id } = send(queue, 'a');
    queue.remove(queue.receive(1)[0]?.receiptHandle ?? '');
    seconds = 299;
    expect(send(queue, 'again', { deduplicationId: 'a' }).id).toBe(id);
    expect(bodies(queue)).toEqual([]);
    seconds = 300;
    send(queue, 'again', { deduplicationId: 'a' });
    expect(bodies(queue)).toEqual(['again']);
  });

  test('deduplicates by group where the template says so', () => {
    const queue = fifo({ DeduplicationScope: 'messageGroup' });
    send(queue, 'one', { groupId: 'g', deduplicationId: 'same' });
    send(queue, 'two', { groupId: 'h', deduplicationId: 'same' });
    expect(bodies(queue)).toEqual(['one', 'two']);
  });

  test('refuses to delete by a handle that has expired', () => {
    const queue = fifo({ VisibilityTimeout: '30' });
    send(queue, 'a');
    const [{ receiptHandle = '' } = {}] = queue.receive(1);
    seconds = 30;
    expect(() => queue.remove(receiptHandle)).toThrow('has expired');
  });
});

describe('a dead-letter queue', () => {
  function withDeadLetters(name: string, fifoQueue: boolean): [MessageQueue, MessageQueue] {
    const kind = fifoQueue ? { FifoQueue: 'true' } : {};
    const end = fifoQueue ? '.fifo' : '';
    const deadLetters = store.create(`${name}-dlq${end}`, kind);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 2 });
    return [store.create(`${name}${end}`, { ...kind, RedrivePolicy, VisibilityTimeout: '10' }), deadLetters];
  }

  function receiveTimes(queue: MessageQueue, times: number): void {
    for (let time = 0; time < times; time += 1) {
      queue.receive(1);
      seconds += 10;
    }
  }

  test('gets a message that was received often enough, at its next receive', () => {
    const [queue, deadLetters] = withDeadLetters('work', false);
    const { id } = send(queue, 'poison');
    receiveTimes(queue, 2);
    expect(deadLetters.counts().visible).toBe(0);
    expect(bodies(queue)).toEqual([]);
    const [moved] = deadLetters.receive(1);
    expect(moved).toMatchObject({ id, body: 'poison', sentAt: 0, deadLetterSource: queue.arn, receiveCount: 3 });
  });

  test('of a FIFO queue counts retention anew and lets the group go on', () => {
    const [queue, deadLetters] = withDeadLetters('work', true);
    send(queue, 'poison');
    send(queue, 'next');
    receiveTimes(queue, 2);
    expect(bodies(queue)).toEqual(['next']);
    expect(deadLetters.receive(1)[0]).toMatchObject({ body: 'poison', sentAt: 20_000 });
  });

  test('that does not exist leaves the message where it is', () => {
    const [queue, deadLetters] = withDeadLetters('work', false);
    store.remove(deadLetters);
    send(queue, 'poison');
    receiveTimes(queue, 3);
    expect(bodies(queue)).toEqual(['poison']);
  });
});

describe('a FIFO queue with two groups', () => {
  test('gives each its turn, however much one of them gets meanwhile', () => {
    const queue = fifo();
    for (let place = 0; place < 20; place++) send(queue, `a${place}`, { groupId: 'a' });
    send(queue, 'b', { groupId: 'b' });
    const first = queue.receive(10);
    for (const { receiptHandle = '' } of first) queue.remove(receiptHandle);
    expect(bodies(queue, 10)[0]).toBe('b');
  });
});
