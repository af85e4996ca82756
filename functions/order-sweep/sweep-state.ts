import type { KnownOrderStatus } from '../../shared/cubicasa/index.ts';
import type { SweepKind } from '../../shared/orders/sweep-settings.ts';

export type DeepIndex = 'open' | 'delivered';

/** Where a sweep stands between two slices; travels as the job's continuation. */
export interface SweepState {
  /** Names the run: holder of the lease, and part of its messages' deduplication ids. */
  readonly run: string;
  readonly kind: SweepKind;
  readonly startedAt: string;
  /** Statuses still to be listed; the first one is in progress. */
  readonly statuses: readonly KnownOrderStatus[];
  /** Offset within the listing of the first status. */
  readonly offset: number;
  /** Of the deep sweep: the ledger's indexes still to be gone through, and where the first of them goes on. */
  readonly indexes: readonly DeepIndex[];
  readonly after: string | null;
  readonly refused: readonly string[];
  readonly orders: number;
  readonly drifted: number;
  /** How many items of listed open orders this run has put into the ledger. */
  readonly seenChunks: number;
}

const OPEN_FIRST: readonly KnownOrderStatus[] = ['New', 'Draft', 'Pending', 'Fixing', 'Ready'];

export function startSweep(kind: SweepKind, run: string, startedAt: string): SweepState {
  const isDeep = kind === 'deep';
  return {
    run,
    kind,
    startedAt,
    statuses: isDeep ? [] : OPEN_FIRST,
    offset: 0,
    indexes: isDeep ? ['open', 'delivered'] : [],
    after: null,
    refused: [],
    orders: 0,
    drifted: 0,
    seenChunks: 0,
  };
}

/** Whether the run has got anywhere yet. */
export function isUnderway(state: SweepState): boolean {
  return hasListed(state, startSweep(state.kind, state.run, state.startedAt));
}

/** Whether CubiCasa answered a call between two states of a run. The deep sweep asks it nothing. */
export function hasListed(after: Pick<SweepState, 'statuses' | 'offset'>, before: typeof after): boolean {
  return after.statuses.length !== before.statuses.length || after.offset !== before.offset;
}

/** @throws TypeError when the continuation is not one of ours. */
export function parseSweepState(value: Readonly<Record<string, unknown>>): SweepState {
  const { run, statuses, offset, indexes } = value;
  if (typeof run !== 'string' || !Array.isArray(statuses) || typeof offset !== 'number' || !Array.isArray(indexes)) {
    throw new TypeError('the continuation of an order sweep must hold run, statuses, offset and indexes');
  }
  return value as unknown as SweepState;
}
