import type { QueueMessage } from './queue-message.ts';

/** Where a queue keeps its messages, in the order in which it hands them out. */
export interface Shelf {
  add(message: QueueMessage): void;
  remove(message: QueueMessage): void;
  /** The next messages that may be received now. */
  visible(now: number, most: number): QueueMessage[];
  /** Which was sent first of those that are there. */
  oldest(): QueueMessage | undefined;
  all(): QueueMessage[];
}

export function createStandardShelf(): Shelf {
  const messages = new Set<QueueMessage>();
  return {
    add: (message) => messages.add(message),
    remove: (message) => messages.delete(message),
    visible: (now, most) => [...messages].filter(({ visibleAt }) => visibleAt <= now).slice(0, most),
    oldest: () => messages.values().next().value,
    all: () => [...messages],
  };
}

/** A group is shut while any message of it is hidden; from an open one, as many as fit are taken in order. */
export function createFifoShelf(): Shelf {
  const groups = new Map<string, QueueMessage[]>();
  const messages = new Set<QueueMessage>();
  return {
    add(message) {
      messages.add(message);
      const id = message.outgoing.groupId ?? '';
      const group = groups.get(id);
      if (group === undefined) groups.set(id, [message]);
      else group.push(message);
    },
    remove(message) {
      messages.delete(message);
      const id = message.outgoing.groupId ?? '';
      const group = groups.get(id);
      const place = group?.indexOf(message) ?? -1;
      if (group === undefined || place < 0) return;
      group.splice(place, 1);
      if (group.length === 0) groups.delete(id);
    },
    visible(now, most) {
      const taken: QueueMessage[] = [];
      for (const group of groups.values()) {
        if (taken.length === most) break;
        if (group.some(({ visibleAt }) => visibleAt > now)) continue;
        taken.push(...group.slice(0, most - taken.length));
      }
      return taken;
    },
    oldest: () => messages.values().next().value,
    all: () => [...groups.values()].flat(),
  };
}
