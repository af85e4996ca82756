import { loadAccountSettings } from '../../shared/accounts/account-settings.ts';
import type { DeliveryMessage } from '../../shared/delivery/delivery-message.ts';
import type { Destination } from '../../shared/delivery/destination.ts';
import type { EventContent } from '../../shared/delivery/event.ts';
import { selectDestinations } from '../../shared/delivery/filter.ts';
import { orderFilterSubject } from '../../shared/delivery/filter-subject.ts';
import { loadReferenced } from '../../shared/delivery/large-event.ts';
import { isHeldBack } from '../../shared/delivery/note-paused.ts';
import type { EventAsset, OrderEventData } from '../../shared/delivery/order-event.ts';
import { ARCHIVED_TYPE, archivedSequence } from '../../shared/delivery/revision-event.ts';
import type { Table } from '../../shared/ledger/table.ts';
import type { Bucket } from '../../shared/storage/bucket.ts';

export interface AnnounceDeps {
  readonly table: Table;
  readonly largeEvents: Bucket;
  readonly destinations: readonly Destination[];
  readonly send: (content: EventContent, destination: Destination, replay: string | undefined) => Promise<void>;
}

/** Tells every destination that asks for it where a revision's files lie; archives themselves are left out. */
export async function announceArchived(
  message: DeliveryMessage,
  assets: readonly EventAsset[],
  replay: string | undefined,
  deps: AnnounceDeps,
): Promise<void> {
  const content = describeArchived(message, assets);
  const listeners = deps.destinations.filter(({ kind }) => kind !== 'archive');
  for (const destination of selectDestinations(listeners, await describeSubject(content, assets, deps))) {
    const stores = { table: deps.table, contents: deps.largeEvents };
    if (!(await isHeldBack(stores, content, destination))) await deps.send(content, destination, replay);
  }
}

/** Takes its place right after the revision it belongs to, and the revision's time, so that a repeat says the same. */
function describeArchived(message: DeliveryMessage, assets: readonly EventAsset[]): EventContent<OrderEventData> {
  const { event, account } = message;
  const { subject, time, dataschema } = event;
  const data = { ...(event.data as OrderEventData), assets };
  const sequence = archivedSequence(data.revision.sequence);
  return { v: 1, account, type: ARCHIVED_TYPE, subject, sequence, time, dataschema, data };
}

async function describeSubject(
  content: EventContent<OrderEventData>,
  assets: readonly EventAsset[],
  deps: AnnounceDeps,
) {
  const { account, type, data } = content;
  const { labels } = await loadAccountSettings(deps.table, account);
  const order = await loadReferenced(data.order, deps.largeEvents);
  const { status, externalId } = data;
  return orderFilterSubject({ type, account, accountLabels: labels, order, status, externalId, assets });
}
