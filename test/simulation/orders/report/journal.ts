/** One event as it reached a destination. */
export interface Arrival {
  readonly destination: string;
  readonly deliveryId: string;
  readonly account: string;
  readonly orderId: string;
  readonly sequence: string;
  readonly type: string;
  readonly body: string;
  /** Unix milliseconds. */
  readonly at: number;
}

/** What happened in one simulation: counts, what the checker compares with the truth, and on demand every step. */
export interface Journal {
  readonly faults: Map<string, number>;
  readonly arrivals: Arrival[];
  /** Latest acknowledged webhook and latest answered read, by account and order. */
  readonly acknowledged: Map<string, number>;
  /** When the latest change was made that an acknowledged webhook told of. */
  readonly told: Map<string, number>;
  readonly looked: Map<string, number>;
  /** How often a delivery id may have come again, by what happened to its senders and consumers. */
  readonly excuses: Map<string, number>;
  readonly violations: string[];
  readonly reports: Map<string, number>;
  webhooks: number;
  crashes: number;
  fault(kind: string): void;
  trace(line: () => string): void;
  excuse(deliveryId: string): void;
  interrupted(how: 'failed' | 'crashed' | 'timed-out', deliveries: readonly string[]): void;
  /** A message's body on its way to a destination. */
  sent(body: string): void;
  arrived(arrival: Arrival): void;
  report(code: string): void;
  violation(promise: string, text: string): void;
}

/** Stands in every forged webhook; none of it may ever leave. */
export const FORGED = 'forged-by-nobody';

/** @param write takes each step; left out, none is put together. */
export function createJournal(now: () => number, write?: (line: string) => void): Journal {
  const raise = (counts: Map<string, number>, name: string): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  const journal: Journal = {
    faults: new Map(),
    arrivals: [],
    acknowledged: new Map(),
    told: new Map(),
    looked: new Map(),
    excuses: new Map(),
    violations: [],
    reports: new Map(),
    webhooks: 0,
    crashes: 0,
    fault: (kind) => raise(journal.faults, kind),
    trace: (line) => write?.(`${new Date(now()).toISOString()} ${line()}`),
    excuse: (deliveryId) => raise(journal.excuses, deliveryId),
    interrupted(how, deliveries) {
      if (how !== 'failed') {
        journal.crashes += 1;
        journal.fault(how);
      }
      for (const deliveryId of deliveries) journal.excuse(deliveryId);
    },
    sent(body) {
      if (body.includes(FORGED)) journal.violation('P3', 'a field of a webhook body was sent on');
    },
    arrived(arrival) {
      journal.arrivals.push(arrival);
      journal.trace(() => `${arrival.destination} gets ${arrival.type} ${arrival.sequence} of ${arrival.orderId}`);
    },
    report: (code) => raise(journal.reports, code),
    violation(promise, text) {
      journal.violations.push(`${promise}: ${text}`);
      journal.trace(() => `VIOLATION ${promise}: ${text}`);
    },
  };
  return journal;
}
