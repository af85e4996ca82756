import { describe, expect, it } from 'vitest';
import { createReplayPace, roomFor } from '../../../../infra/cli/orders/replay-pace.ts';

const settings = { maxWaiting: 100 };

it.each([
  ['an idle destination takes a batch', 0, 50],
  ['live work takes its share of the queue first', 80, 20],
  ['a full queue takes nothing', 100, 0],
  ['an overfull one neither', 4_000, 0],
])('%s', (_, depth, room) => {
  expect(roomFor(depth, settings)).toBe(room);
});

/** A queue whose depth is told by the test, and that its consumer empties by so many at every pause. */
function createBusyQueue(start: number, perPause: number) {
  const queue = {
    depth: start,
    deepest: start,
    pauses: 0,
    send() {
      queue.depth += 1;
      queue.deepest = Math.max(queue.deepest, queue.depth);
    },
    deps: {
      depth: async () => queue.depth,
      pause: async () => {
        queue.pauses += 1;
        queue.depth = Math.max(0, queue.depth - perPause);
      },
    },
  };
  return queue;
}

describe('[P6] a large replay', () => {
  it('never fills the queue beyond what live work can wait behind', async () => {
    const queue = createBusyQueue(30, 25);
    const pace = createReplayPace(queue.deps, settings);
    for (let sent = 0; sent < 1_000; sent++) {
      expect(await pace()).toBe(true);
      queue.send();
    }
    expect(queue.deepest).toBe(100);
    expect(queue.pauses).toBeGreaterThan(30);
  });

  it('waits while live work fills the queue, and goes on when it is through', async () => {
    const queue = createBusyQueue(500, 100);
    expect(await createReplayPace(queue.deps, settings)()).toBe(true);
    expect(queue.pauses).toBe(5);
  });

  it('asks before each batch, since the queue counts with a delay', async () => {
    const queue = createBusyQueue(0, 1_000);
    const pace = createReplayPace(queue.deps, settings);
    for (let sent = 0; sent < 200; sent++) await pace();
    expect(queue.pauses).toBe(3);
  });

  it('gives up behind a queue that nobody empties', async () => {
    const queue = createBusyQueue(100, 0);
    expect(await createReplayPace(queue.deps, settings)()).toBe(false);
    expect(queue.pauses).toBe(120);
  });
});
