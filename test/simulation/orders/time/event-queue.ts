/** Something that happens at a simulated instant. */
interface TimedEvent {
  /** Unix milliseconds. */
  readonly at: number;
  readonly run: () => void;
}

interface Placed extends TimedEvent {
  /** Events of one instant run in the order in which they were put. */
  readonly order: number;
}

export interface EventQueue {
  put(event: TimedEvent): void;
  /** The earliest event, taken out; nothing where it lies after `until`. */
  takeUntil(until: number): TimedEvent | undefined;
  /** When the earliest event is; never where there is none. */
  nextAt(): number;
}

/** A binary heap. */
export function createEventQueue(): EventQueue {
  const heap: Placed[] = [];
  let puts = 0;
  return {
    put({ at, run }) {
      puts += 1;
      siftUp(heap, { at, run, order: puts });
    },
    takeUntil(until) {
      const [first] = heap;
      if (first === undefined || first.at > until) return undefined;
      const last = heap.pop();
      if (last !== undefined && last !== first) siftDown(heap, last);
      return first;
    },
    nextAt: () => heap[0]?.at ?? Number.POSITIVE_INFINITY,
  };
}

function siftUp(heap: Placed[], event: Placed): void {
  let place = heap.length;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || isBefore(above, event)) break;
    heap[place] = above;
    place = parent;
  }
  heap[place] = event;
}

function siftDown(heap: Placed[], event: Placed): void {
  let place = 0;
  for (;;) {
    const child = earlierChild(heap, place);
    const below = heap[child];
    if (below === undefined || isBefore(event, below)) break;
    heap[place] = below;
    place = child;
  }
  heap[place] = event;
}

function earlierChild(heap: readonly Placed[], place: number): number {
  const left = 2 * place + 1;
  const [one, other] = [heap[left], heap[left + 1]];
  return one !== undefined && other !== undefined && isBefore(other, one) ? left + 1 : left;
}

function isBefore(one: Placed, other: Placed): boolean {
  return one.at === other.at ? one.order < other.order : one.at < other.at;
}
