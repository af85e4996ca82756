import { keys } from '../ledger/keys.ts';
import { type Key, StaleItemError, type StoredItem, type Table } from '../ledger/table.ts';

/** Life of a destination as an operator or a 410 set it; nothing stored means active. Shape 1. */
export interface DestinationState {
  readonly v: 1;
  readonly state: 'active' | 'paused';
  /** Why it is paused: `operator` or `gone` (the consumer answered 410). */
  readonly reason?: string;
  readonly since?: string;
}

export function parseDestinationState(item: StoredItem | undefined): DestinationState {
  if (item === undefined) return { v: 1, state: 'active' };
  const state = item.data as DestinationState;
  if (state.v !== 1) throw new TypeError(`state of destination ${item.sk} has an unknown version`);
  return state;
}

export function isPaused(item: StoredItem | undefined): boolean {
  return parseDestinationState(item).state === 'paused';
}

/** A delivery noted while its destination is paused: shape 1. Resuming sends what lies at `contentKey`. */
export interface NotedDelivery {
  readonly v: 1;
  readonly subject: string;
  readonly sequence: string;
  /** Of the event's content in the revisions bucket. */
  readonly contentKey: string;
}

/** Sorts by subject, then sequence, so that a resume keeps each order's order. */
function notedDeliveryKey(account: string, destination: string, subject: string, sequence: string): Key {
  return { pk: keys.paused(account, destination), sk: `${subject}#${sequence}` };
}

/**
 * For a try that comes again while nothing is paused: the one before it may have ended between noting the delivery and
 * finding that the pause was over, and no resume would look for that note.
 */
export async function takeBackNote(
  table: Table,
  account: string,
  destination: string,
  { subject, sequence }: Pick<NotedDelivery, 'subject' | 'sequence'>,
): Promise<void> {
  await table.remove(notedDeliveryKey(account, destination, subject, sequence), 'any');
}

/**
 * Notes a delivery for the resume; noting twice is noting once. False where the pause is over by now: a resume that was
 * quicker has sent what was noted before and will not look again, so this one is to be sent after all, unless the resume
 * still found it.
 */
export async function noteWhilePaused(
  table: Table,
  account: string,
  destination: string,
  noted: Omit<NotedDelivery, 'v'>,
): Promise<boolean> {
  const key = notedDeliveryKey(account, destination, noted.subject, noted.sequence);
  const data: NotedDelivery = { v: 1, ...noted };
  const { rev } = await table.put({ ...key, data }, 'any');
  if (isPaused(await table.get(keys.destination(destination)))) return true;
  try {
    await table.remove(key, rev);
    return false;
  } catch (error) {
    if (error instanceof StaleItemError) return true;
    throw error;
  }
}
