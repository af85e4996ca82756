import type { CloudEvent } from '../../../shared/delivery/event.ts';
import { isRevisionEvent } from '../../../shared/delivery/revision-event.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { listRevisions } from '../../../shared/orders/revision-item.ts';
import type { RedriveOptions } from './dead-letters.ts';
import type { WaitingMessage } from './queue-reader.ts';

interface Place {
  readonly account: string;
  readonly orderId: string;
  readonly sequence: string;
}

/**
 * Whether a later revision of the letter's order went to the destination and lies in no dead letter: then the letter is
 * older than what the consumer knows.
 */
export function createOvertaken(table: Table, destination: string): NonNullable<RedriveOptions['isOvertaken']> {
  return async (letter, letters) => {
    const place = placeOf(letter);
    if (place === undefined) return false;
    const { account, orderId, sequence } = place;
    const beside = letters.filter(({ groupId }) => groupId === letter.groupId).map(placeOf);
    const dead = new Set(beside.flatMap((one) => (one?.orderId === orderId ? [one.sequence] : [])));
    const revisions = await listRevisions(table, account, orderId);
    return revisions.some(
      (one) => one.sequence > sequence && one.destinations.includes(destination) && !dead.has(one.sequence),
    );
  };
}

/** Of a revision among those of its order; nothing for any other message. */
function placeOf({ body, sequence }: WaitingMessage): Place | undefined {
  const event = parseEvent(body);
  if (event === undefined || sequence === undefined || !isRevisionEvent(event)) return undefined;
  return { account: event.source.split('/').at(-1) ?? '', orderId: event.subject, sequence };
}

function parseEvent(body: string): CloudEvent | undefined {
  try {
    const event = JSON.parse(body) as Partial<CloudEvent> | null;
    const { type, source, subject } = event ?? {};
    const isEvent = [type, source, subject].every((field) => typeof field === 'string');
    return isEvent ? (event as CloudEvent) : undefined;
  } catch {
    return undefined;
  }
}
