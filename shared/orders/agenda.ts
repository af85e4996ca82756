import { indexes, keys } from '../ledger/keys.ts';
import { StaleItemError, type StoredItem, type Table } from '../ledger/table.ts';

/** Why an order is to be looked at again. */
export type AgendaReason =
  | 'stale-read' // a hint came, the read showed nothing new
  | 'confirm' // a second read must agree with the first
  | 'confirm-removed' // a second 404 must agree with the first
  | 'missing-product' // bought, not there yet
  | 'parked' // the account was parked when the order's turn came
  | 'failed' // handling failed; backoff lies here
  | 'send' // a destination's queue could not be reached
  | 'repair' // a sweep found a revision: did its webhook come after all?
  | 'held'; // waits for a person

export interface AgendaEntry {
  readonly reason: AgendaReason;
  /** ISO instant. */
  readonly dueAt: string;
  /** Counts from 1; the budget of the reason. */
  readonly attempt: number;
  /** The look that was put off was for destinations with `backfill`. */
  readonly backfill?: boolean;
  /** It was for something that told of a change. */
  readonly hinted?: boolean;
}

/** One item per order: the earliest entry decides when it is drained. Shape 1. */
export interface AgendaItem {
  readonly v: 1;
  readonly account: string;
  readonly orderId: string;
  readonly dueAt: string;
  readonly entries: readonly AgendaEntry[];
}

export function parseAgendaItem(item: StoredItem): AgendaItem {
  const agenda = item.data as AgendaItem;
  if (agenda.v !== 1) throw new TypeError(`agenda item ${item.pk} has an unknown version`);
  return agenda;
}

/** One entry a reason; nothing left means that the item goes. */
function makeAgenda(account: string, orderId: string, entries: readonly AgendaEntry[]): AgendaItem | undefined {
  const dueAt = entries.map((entry) => entry.dueAt).sort()[0];
  return dueAt === undefined ? undefined : { v: 1, account, orderId, dueAt, entries };
}

export interface KeptAgenda {
  readonly entries: readonly AgendaEntry[];
  readonly rev: number | 'absent';
}

async function loadAgenda(table: Table, account: string, orderId: string): Promise<KeptAgenda> {
  const item = await table.get(keys.agenda(account, orderId));
  return item === undefined
    ? { entries: [], rev: 'absent' }
    : { entries: parseAgendaItem(item).entries, rev: item.rev };
}

/**
 * Replaces the entries of an order by what `change` makes of them, under compare-and-swap; tried again when another
 * writer is first. No write when nothing changes.
 */
export async function updateAgenda(
  table: Table,
  account: string,
  orderId: string,
  change: (entries: readonly AgendaEntry[]) => readonly AgendaEntry[],
): Promise<void> {
  for (;;) {
    const { entries, rev } = await loadAgenda(table, account, orderId);
    const wanted = change(entries);
    if (JSON.stringify(wanted) === JSON.stringify(entries)) return;
    try {
      await saveAgenda(table, account, orderId, wanted, rev);
      return;
    } catch (error) {
      if (!(error instanceof StaleItemError)) throw error;
    }
  }
}

/** @throws StaleItemError when another writer was first. */
export async function saveAgenda(
  table: Table,
  account: string,
  orderId: string,
  entries: readonly AgendaEntry[],
  rev: KeptAgenda['rev'],
): Promise<void> {
  const key = keys.agenda(account, orderId);
  const agenda = makeAgenda(account, orderId, entries);
  if (agenda !== undefined) {
    await table.put({ ...key, data: agenda, index: { partition: indexes.agenda(account), at: agenda.dueAt } }, rev);
  } else if (rev !== 'absent') {
    await table.remove(key, rev);
  }
}

/** Puts `entry` in place of the entry with the same reason, keeping whichever attempt and time the caller chose. */
export function withEntry(entries: readonly AgendaEntry[], entry: AgendaEntry): readonly AgendaEntry[] {
  return [...entries.filter(({ reason }) => reason !== entry.reason), entry];
}

export function withoutReasons(
  entries: readonly AgendaEntry[],
  reasons: readonly AgendaReason[],
): readonly AgendaEntry[] {
  return entries.filter(({ reason }) => !reasons.includes(reason));
}
