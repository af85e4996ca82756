/** What a destination still has to take; counts of queues are approximate. */
export interface DestinationLoad {
  /** In its queue. */
  readonly waiting: number;
  /** Received by its consumer and not acknowledged yet. */
  readonly inFlight: number;
  readonly deadLetters: number;
  /** Noted in the ledger while it was paused. */
  readonly noted: number;
}

export type LifeState = 'active' | 'paused' | 'draining' | 'drained';

export interface DestinationLife {
  readonly state: LifeState;
  /** What the operator may do now; null where nothing is to be done. */
  readonly next: string | null;
}

export interface LifeFacts {
  readonly name: string;
  readonly draining: boolean;
  readonly paused: boolean;
  readonly load: DestinationLoad;
}

/** Where a destination stands between new and removed, and the way on. Pure. */
export function describeLife(facts: LifeFacts): DestinationLife {
  if (!facts.draining) return { state: facts.paused ? 'paused' : 'active', next: facts.paused ? resume(facts) : null };
  if (isEmpty(facts.load)) {
    return { state: 'drained', next: `take ${facts.name} out of infra/config.ts and deploy` };
  }
  return { state: 'draining', next: nextOfDraining(facts) };
}

function nextOfDraining(facts: LifeFacts): string {
  const { name, paused, load } = facts;
  if (paused || load.noted > 0) return resume(facts);
  if (load.waiting + load.inFlight > 0) return 'wait: its queue still holds deliveries';
  return `relay dlq list destination-${name}.fifo, then redrive or leave them`;
}

function resume({ name }: LifeFacts): string {
  return `relay destinations resume ${name} sends what was noted`;
}

function isEmpty({ waiting, inFlight, deadLetters, noted }: DestinationLoad): boolean {
  return waiting + inFlight + deadLetters + noted === 0;
}
