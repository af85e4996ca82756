/** What SQS promises of a FIFO queue: groups in their order, one message of a group in flight, no body twice. */
export interface FifoModel {
  /** A repeat of a body within the deduplication window adds nothing. */
  send(group: string, body: string): void;
  /** Whether this answer is one that SQS may give now; which of several free groups comes first is not promised. */
  mayReceive(body: string | undefined): boolean;
  receive(body: string): void;
  remove(body: string): void;
  putBack(body: string): void;
}

export function createFifoModel(): FifoModel {
  const groups = new Map<string, string[]>();
  const groupOf = new Map<string, string>();
  const inFlight = new Set<string>();
  const isFree = ([first]: readonly string[]): boolean => first !== undefined && !inFlight.has(first);
  return {
    send(group, body) {
      if (groupOf.has(body)) return;
      groupOf.set(body, group);
      groups.set(group, [...(groups.get(group) ?? []), body]);
    },
    mayReceive(body) {
      const free = [...groups.values()].filter(isFree);
      return body === undefined ? free.length === 0 : free.some(([first]) => first === body);
    },
    receive: (body) => inFlight.add(body),
    remove(body) {
      inFlight.delete(body);
      const group = groupOf.get(body) ?? '';
      groups.set(
        group,
        (groups.get(group) ?? []).filter((one) => one !== body),
      );
    },
    putBack: (body) => inFlight.delete(body),
  };
}
