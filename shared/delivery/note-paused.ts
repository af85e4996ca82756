import { keys } from '../ledger/keys.ts';
import type { Table } from '../ledger/table.ts';
import { revisionContentKey } from '../orders/revision-content.ts';
import type { Bucket } from '../storage/bucket.ts';
import type { DeliveryMessage } from './delivery-message.ts';
import type { Destination } from './destination.ts';
import {
  type DestinationState,
  isPaused,
  type NotedDelivery,
  noteWhilePaused,
  takeBackNote,
} from './destination-state.ts';
import type { EventContent } from './event.ts';
import type { OrderEventData } from './order-event.ts';
import { isRevisionEvent } from './revision-event.ts';

/** Where deliveries are noted, and where the content lies that the resume will send. */
export interface NoteStores {
  readonly table: Table;
  readonly contents: Bucket;
}

/** `resumed`: the pause is over by now; `placeless`: it has no place among its subject's events and waits in the queue. */
export type Noting = 'noted' | 'resumed' | 'placeless';

/** Notes a delivery for the resume. */
export async function notePaused(
  { table, contents }: NoteStores,
  destination: string,
  { event, account, sequence }: DeliveryMessage,
): Promise<Noting> {
  if (sequence === null) return 'placeless';
  const { type, subject, time, dataschema, data } = event;
  const content = { v: 1, account, type, subject, sequence, time, dataschema, data } as const;
  const noted = await noteWhilePaused(table, account, destination, await placeContent(content, contents));
  return noted ? 'noted' : 'resumed';
}

/** Removes the note that an earlier try of the same message may have left behind. */
export async function takeBackPaused(
  table: Table,
  destination: string,
  { event, account, sequence }: DeliveryMessage,
): Promise<void> {
  if (sequence === null) return;
  await takeBackNote(table, account, destination, { subject: event.subject, sequence: placeAmong(event, sequence) });
}

/**
 * Whether an event was noted instead of being sent: no consumer of ours stands before a `queue` destination, so whoever
 * sends to it honours its pause.
 */
export async function isHeldBack(
  { table, contents }: NoteStores,
  content: EventContent,
  { kind, name }: Pick<Destination, 'kind' | 'name'>,
): Promise<boolean> {
  if (kind !== 'queue' || !isPaused(await table.get(keys.destination(name)))) return false;
  return noteWhilePaused(table, content.account, name, await placeContent(content, contents));
}

/** A revision's content is in the revision store already; any other is put there, once for all destinations. */
async function placeContent(content: EventContent, contents: Bucket): Promise<Omit<NotedDelivery, 'v'>> {
  return isRevisionEvent(content) ? placeRevision(content) : keepOther(content, contents);
}

function placeRevision({ account, subject, sequence, data }: EventContent): Omit<NotedDelivery, 'v'> {
  const { hash } = (data as OrderEventData).revision;
  return { subject, sequence, contentKey: revisionContentKey(account, subject, sequence, hash) };
}

/** Two events may have one sequence, a revision and what was found out with it, so the type is part of the other's place. */
function placeAmong(event: Pick<EventContent, 'type'>, sequence: string): string {
  return isRevisionEvent(event) ? sequence : `${sequence}#${event.type}`;
}

async function keepOther(content: EventContent, contents: Bucket): Promise<Omit<NotedDelivery, 'v'>> {
  const { account, subject, sequence, type } = content;
  const contentKey = `large/${account}/${encodeURIComponent(subject)}/${sequence}-${type}.json`;
  await contents.putOnce(contentKey, JSON.stringify(content), 'application/json');
  return { subject, sequence: placeAmong(content, sequence), contentKey };
}

/** Deliveries are noted from now on, until `relay destinations resume`. */
export async function pauseDestination(table: Table, destination: string, reason: string, now: number): Promise<void> {
  const state: DestinationState = { v: 1, state: 'paused', reason, since: new Date(now).toISOString() };
  await table.put({ ...keys.destination(destination), data: state }, 'any');
}
