import { keys } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { type AgendaEntry, parseAgendaItem } from '../../../shared/orders/agenda.ts';
import { listRevisions } from '../../../shared/orders/revision-item.ts';
import { requireOrder } from './require-order.ts';

interface ShownRevision {
  readonly sequence: string;
  readonly kind: string;
  readonly at: string;
  readonly repair: string | null;
  readonly destinations: readonly string[];
}

/** What the ledger knows of one order, without a link. */
export interface ShownOrder {
  readonly account: string;
  readonly orderId: string;
  readonly externalId: string | null;
  readonly status: string | null;
  readonly lastWebhookAt: string | null;
  readonly lastReadAt: string | null;
  readonly pending: string | null;
  readonly unsent: readonly string[];
  readonly held: string | null;
  readonly revisions: readonly ShownRevision[];
  readonly agenda: readonly AgendaEntry[];
}

/** @throws Error when the ledger does not know the order. */
export async function showOrder(table: Table, account: string, orderId: string): Promise<ShownOrder> {
  const record = await requireOrder(table, account, orderId);
  const agenda = await table.get(keys.agenda(account, orderId));
  return {
    account,
    orderId,
    externalId: record.externalId,
    status: record.status,
    lastWebhookAt: record.webhookAt,
    lastReadAt: record.readAt,
    pending: record.pending?.sequence ?? null,
    unsent: record.unsent.map(({ destination, sequence }) => `${sequence} to ${destination}`),
    held: record.held === null ? null : `${record.held.reason} at ${record.held.path} since ${record.held.since}`,
    revisions: (await listRevisions(table, account, orderId)).map(
      ({ sequence, kind, at, repair, destinations }): ShownRevision => ({ sequence, kind, at, repair, destinations }),
    ),
    agenda: agenda === undefined ? [] : parseAgendaItem(agenda).entries,
  };
}
