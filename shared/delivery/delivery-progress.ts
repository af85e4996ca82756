import { keys } from '../ledger/keys.ts';
import { StaleItemError, type StoredItem, type Table } from '../ledger/table.ts';
import type { DeliveryMessage } from './delivery-message.ts';
import { isWholeState, revisionSequence } from './revision-event.ts';

/** The delivery that is being tried. */
export interface CurrentDelivery {
  readonly deliveryId: string;
  /** ISO instant; the retry budget runs from here. */
  readonly firstTriedAt: string;
  readonly attempts: number;
}

/** How far one destination is with one subject: shape 1. */
export interface DeliveryProgress {
  readonly v: 1;
  /** Of the last revision that was delivered. */
  readonly lastSequence: string | null;
  readonly lastDeliveryId: string | null;
  readonly current: CurrentDelivery | null;
}

const NO_PROGRESS: DeliveryProgress = { v: 1, lastSequence: null, lastDeliveryId: null, current: null };

export type Admission = 'deliver' | 'superseded' | 'repeated';

/** A later revision is the whole state: once one was delivered, earlier ones stay away, replays of them too. */
export function admit(progress: DeliveryProgress, message: DeliveryMessage): Admission {
  if (isOvertaken(progress, message)) return 'superseded';
  return progress.lastDeliveryId === message.event.id && !message.replay ? 'repeated' : 'deliver';
}

function isOvertaken({ lastSequence }: DeliveryProgress, { event, sequence }: DeliveryMessage): boolean {
  return isWholeState(event) && sequence !== null && lastSequence !== null && sequence < lastSequence;
}

/** One more attempt of this delivery begins; another delivery's count does not go over to it. */
export function beginAttempt(progress: DeliveryProgress, deliveryId: string, now: number): DeliveryProgress {
  const known = progress.current?.deliveryId === deliveryId ? progress.current : undefined;
  const firstTriedAt = known?.firstTriedAt ?? new Date(now).toISOString();
  return { ...progress, current: { deliveryId, firstTriedAt, attempts: (known?.attempts ?? 0) + 1 } };
}

export function recordDelivered(progress: DeliveryProgress, message: DeliveryMessage): DeliveryProgress {
  if (isOvertaken(progress, message)) return { ...progress, current: null };
  const sequence = isWholeState(message.event) ? revisionSequence(message.sequence) : null;
  return {
    v: 1,
    lastSequence: sequence ?? progress.lastSequence,
    lastDeliveryId: message.event.id,
    current: null,
  };
}

/** Given up or put off for no fault of its own: another try starts with a new budget. */
export function forgetAttempts(progress: DeliveryProgress): DeliveryProgress {
  return { ...progress, current: null };
}

function parseProgress(item: StoredItem | undefined): DeliveryProgress {
  if (item === undefined) return NO_PROGRESS;
  const progress = item.data as DeliveryProgress;
  if (progress.v !== 1) throw new TypeError(`delivery progress ${item.pk} has an unknown version`);
  return progress;
}

export interface KeptProgress {
  readonly progress: DeliveryProgress;
  /** Expectation of the next write. */
  readonly rev: number | 'absent';
}

export interface ProgressStore {
  load(message: DeliveryMessage): Promise<KeptProgress>;
  /** Under compare-and-swap: of what is kept, and where somebody else wrote meanwhile, of what is there then. */
  update(
    message: DeliveryMessage,
    kept: KeptProgress,
    change: (progress: DeliveryProgress) => DeliveryProgress,
  ): Promise<KeptProgress>;
}

export async function loadProgress(
  table: Table,
  account: string,
  subject: string,
  destination: string,
): Promise<DeliveryProgress> {
  return parseProgress(await table.get(keys.delivery(account, subject, destination)));
}

/** Progress of one destination in the ledger. */
export function createProgressStore(table: Table, destination: string): ProgressStore {
  const keyOf = ({ account, event }: DeliveryMessage) => keys.delivery(account, event.subject, destination);
  async function load(message: DeliveryMessage): Promise<KeptProgress> {
    const item = await table.get(keyOf(message));
    return { progress: parseProgress(item), rev: item?.rev ?? 'absent' };
  }
  return {
    load,
    async update(message, kept, change) {
      for (let known = kept; ; known = await load(message)) {
        const progress = change(known.progress);
        try {
          const { rev } = await table.put({ ...keyOf(message), data: progress }, known.rev);
          return { progress, rev };
        } catch (error) {
          if (!(error instanceof StaleItemError)) throw error;
        }
      }
    },
  };
}
