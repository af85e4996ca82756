import { keys } from '../ledger/keys.ts';
import type { Table } from '../ledger/table.ts';
import { revisionContentKey } from '../orders/revision-content.ts';
import type { DeliveryMessage } from './delivery-message.ts';
import { type DestinationState, noteDelivery } from './destination-state.ts';
import type { OrderEventData } from './order-event.ts';
import { isRevisionEvent } from './revision-event.ts';

/** Notes a revision's delivery for the resume. False for what the revision store does not hold: it waits in the queue. */
export async function notePaused(table: Table, destination: string, message: DeliveryMessage): Promise<boolean> {
  const { event, account, sequence } = message;
  if (!isRevisionEvent(event) || sequence === null) return false;
  const { hash } = (event.data as OrderEventData).revision;
  const contentKey = revisionContentKey(account, event.subject, sequence, hash);
  await noteDelivery(table, account, destination, { subject: event.subject, sequence, contentKey });
  return true;
}

/** Deliveries are noted from now on, until `relay destinations resume`. */
export async function pauseDestination(table: Table, destination: string, reason: string, now: number): Promise<void> {
  const state: DestinationState = { v: 1, state: 'paused', reason, since: new Date(now).toISOString() };
  await table.put({ ...keys.destination(destination), data: state }, 'any');
}
