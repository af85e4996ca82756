import { indexes, keys } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { parseAgendaItem, updateAgenda, withEntry } from '../../../shared/orders/agenda.ts';
import { type HeldVerdict, saveHeldVerdict } from '../../../shared/orders/held-path.ts';
import { parseOrderRecord } from '../../../shared/orders/order-record.ts';

export interface HeldAnswer {
  readonly account: string;
  /** The paths as `orders find --held` shows them, or `removed`. */
  readonly path: string;
  readonly verdict: HeldVerdict['verdict'];
  readonly execute: boolean;
  readonly now: number;
}

/** A person's word on revisions that were held: kept for later ones, and every waiting order gets its look now. */
export async function answerHeld(table: Table, answer: HeldAnswer): Promise<readonly string[]> {
  const { account, path, verdict, execute, now } = answer;
  const orderIds = await listHeld(table, account, path);
  if (!execute) return orderIds;
  const at = new Date(now).toISOString();
  await saveHeldVerdict(table, account, { signature: path, verdict, at });
  for (const orderId of orderIds) {
    const due = { reason: 'held', dueAt: at, attempt: 1 } as const;
    await updateAgenda(table, account, orderId, (entries) => withEntry(entries, due));
  }
  return orderIds;
}

async function listHeld(table: Table, account: string, path: string): Promise<string[]> {
  const held: string[] = [];
  let after: string | undefined;
  do {
    const page = await table.listByTime(indexes.agenda(account), { after });
    for (const { orderId, entries } of page.items.map(parseAgendaItem)) {
      if (!entries.some(({ reason }) => reason === 'held')) continue;
      const order = await table.get(keys.order(account, orderId));
      if (order !== undefined && parseOrderRecord(order).held?.path === path) held.push(orderId);
    }
    after = page.next;
  } while (after !== undefined);
  return held;
}
