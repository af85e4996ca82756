import type { Table } from '../../shared/ledger/table.ts';
import { StaleItemError } from '../../shared/ledger/table.ts';
import { type AgendaEntry, saveAgenda, updateAgenda } from '../../shared/orders/agenda.ts';
import type { Look } from './look.ts';

/** Changes the order's agenda: on the item the look read where it still stands, else on what is there now. */
export async function editAgenda(
  look: Look,
  table: Table,
  change: (entries: readonly AgendaEntry[]) => readonly AgendaEntry[],
): Promise<void> {
  const { account, orderId, agenda } = look;
  const wanted = change(agenda.entries);
  // Same entries, but a drain may have pushed the item's time ahead: due ones are always written anew.
  if (JSON.stringify(wanted) === JSON.stringify(agenda.entries) && look.due.length === 0) return;
  try {
    await saveAgenda(table, account, orderId, wanted, agenda.rev);
  } catch (error) {
    if (!(error instanceof StaleItemError)) throw error;
    await updateAgenda(table, account, orderId, change);
  }
}
