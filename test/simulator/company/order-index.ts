import type { SimulatedOrder, Status } from './order.ts';

type Placed = Pick<SimulatedOrder, 'id' | 'createdAt' | 'position'>;

/** Orders by creation, newest first, as a whole and by status. */
export interface OrderIndex {
  /** Tells orders of one instant apart, those that are gone included. */
  nextPosition(): number;
  add(order: SimulatedOrder): void;
  remove(order: SimulatedOrder): void;
  /** Ids from `offset` on, at most `limit`, newest first; `statuses` empty means all. */
  newest(statuses: readonly Status[], offset: number, limit: number): string[];
  count(statuses: readonly Status[]): number;
}

export function createOrderIndex(): OrderIndex {
  const all: Placed[] = [];
  let positions = 0;
  const byStatus = new Map<Status, Placed[]>();
  const listOf = (status: Status): Placed[] => {
    const list = byStatus.get(status) ?? [];
    if (list.length === 0) byStatus.set(status, list);
    return list;
  };
  const listsOf = (statuses: readonly Status[]): Placed[][] => (statuses.length === 0 ? [all] : statuses.map(listOf));

  return {
    nextPosition: () => positions++,
    add(order) {
      for (const list of [all, listOf(order.status)]) list.splice(placeOf(list, order), 0, order);
    },
    remove(order) {
      for (const list of [all, listOf(order.status)]) {
        const place = placeOf(list, order);
        if (list[place]?.id === order.id) list.splice(place, 1);
      }
    },
    newest: (statuses, offset, limit) => mergeNewest(listsOf(statuses), offset, limit),
    count: (statuses) => listsOf(statuses).reduce((sum, list) => sum + list.length, 0),
  };
}

/** Lists run from oldest to newest, since most orders are added at the end. */
function placeOf(list: readonly Placed[], order: Placed): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = list[middle];
    if (other !== undefined && isOlder(other, order)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isOlder(one: Placed, other: Placed): boolean {
  return one.createdAt === other.createdAt ? one.position < other.position : one.createdAt < other.createdAt;
}

function mergeNewest(lists: readonly (readonly Placed[])[], offset: number, limit: number): string[] {
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) {
    const end = Math.max(0, only.length - offset);
    return only
      .slice(Math.max(0, end - limit), end)
      .reverse()
      .map(({ id }) => id);
  }
  const ends = lists.map((list) => list.length);
  const ids: string[] = [];
  for (let place = 0; place < offset + limit; place++) {
    const newest = takeNewest(lists, ends);
    if (newest === undefined) break;
    if (place >= offset) ids.push(newest.id);
  }
  return ids;
}

function takeNewest(lists: readonly (readonly Placed[])[], ends: number[]): Placed | undefined {
  let best: { readonly placed: Placed; readonly list: number } | undefined;
  lists.forEach((list, index) => {
    const placed = list[(ends[index] ?? 0) - 1];
    if (placed !== undefined && (best === undefined || isOlder(best.placed, placed))) best = { placed, list: index };
  });
  if (best === undefined) return undefined;
  ends[best.list] = (ends[best.list] ?? 0) - 1;
  return best.placed;
}
