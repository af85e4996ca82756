import { indexes } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { type OrderRecord, parseOrderRecord } from '../../../shared/orders/order-record.ts';

export interface OrderQuery {
  readonly account: string;
  /** An order's id or external id. */
  readonly name?: string | undefined;
  readonly externalId?: string | undefined;
  readonly status?: string | undefined;
  /** Only orders held for a person. */
  readonly held?: boolean | undefined;
  readonly limit: number;
}

export interface FoundOrder {
  readonly orderId: string;
  readonly externalId: string | null;
  readonly status: string | null;
  readonly changedAt: string;
  readonly held: string | null;
}

/** Orders of the ledger that meet every condition, newest first; removed ones are in no list. */
export async function findOrders(table: Table, query: OrderQuery): Promise<readonly FoundOrder[]> {
  const found: FoundOrder[] = [];
  for (const partition of [indexes.open(query.account), indexes.delivered(query.account)]) {
    let after: string | undefined;
    do {
      const page = await table.listByTime(partition, { descending: true, after });
      const matching = page.items.map(parseOrderRecord).filter((record) => meets(record, query));
      found.push(...matching.map(showFound));
      after = page.next;
    } while (after !== undefined && found.length < query.limit);
  }
  return found.slice(0, query.limit);
}

function meets(record: OrderRecord, { name, externalId, status, held }: OrderQuery): boolean {
  if (name !== undefined && record.orderId !== name && !isSame(record.externalId, name)) return false;
  if (externalId !== undefined && !isSame(record.externalId, externalId)) return false;
  if (status !== undefined && !isSame(record.status, status)) return false;
  return held !== true || record.held !== null;
}

function isSame(one: string | null, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

function showFound({ orderId, externalId, status, changedAt, held }: OrderRecord): FoundOrder {
  return { orderId, externalId, status, changedAt, held: held === null ? null : `${held.reason}: ${held.path}` };
}
