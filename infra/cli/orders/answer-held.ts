import { indexes, keys } from '../../../shared/ledger/keys.ts';
import { listTimes } from '../../../shared/ledger/list-times.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { parseAgendaItem, updateAgenda, withEntry } from '../../../shared/orders/agenda.ts';
import { type HeldVerdict, saveHeldVerdict } from '../../../shared/orders/held-path.ts';
import { parseOrderRecord } from '../../../shared/orders/order-record.ts';

export interface HeldAnswer {
  readonly account: string;
  /** As `orders find --held` shows it. */
  readonly path: string;
  readonly verdict: HeldVerdict['verdict'];
  readonly execute: boolean;
  readonly now: number;
}

/**
 * A person's word on revisions that were held: kept for later ones, and every waiting order gets its look now.
 * @throws Error naming the paths that orders are held for, when none is held for this one.
 */
export async function answerHeld(table: Table, answer: HeldAnswer): Promise<readonly string[]> {
  const { account, path, verdict, execute, now } = answer;
  const orderIds = await requireHeld(table, account, path);
  if (!execute) return orderIds;
  const at = new Date(now).toISOString();
  await saveHeldVerdict(table, account, { signature: path, verdict, at });
  for (const orderId of orderIds) {
    const due = { reason: 'held', dueAt: at, attempt: 1 } as const;
    await updateAgenda(table, account, orderId, (entries) => withEntry(entries, due));
  }
  return orderIds;
}

async function requireHeld(table: Table, account: string, path: string): Promise<readonly string[]> {
  const orderIds: string[] = [];
  const others = new Set<string>();
  for await (const held of listHeld(table, account)) {
    if (held.path === path) orderIds.push(held.orderId);
    else others.add(held.path);
  }
  if (orderIds.length > 0) return orderIds;
  const paths = [...others].map((other) => `'${other}'`).join(', ');
  throw new Error(`no order of account ${account} is held for '${path}'; held are ${paths || 'none at all'}`);
}

async function* listHeld(table: Table, account: string) {
  for await (const item of listTimes(table, indexes.agenda(account))) {
    const { orderId, entries } = parseAgendaItem(item);
    if (!entries.some(({ reason }) => reason === 'held')) continue;
    const order = await table.get(keys.order(account, orderId));
    const held = order === undefined ? null : parseOrderRecord(order).held;
    if (held !== null) yield { orderId, path: held.path };
  }
}
