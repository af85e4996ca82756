import { indexes, keys } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { type HeldRevision, type OrderRecord, parseOrderRecord } from '../../../shared/orders/order-record.ts';
import { mergeNewest } from './merge-newest.ts';

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
  readonly heldFor: HeldRevision['reason'] | null;
  /** What `orders accept-change | ignore-change` takes; null where nothing is held. */
  readonly path: string | null;
}

/**
 * Orders of the ledger that meet every condition, newest first: open ones by their last change, others by their last
 * delivery. Removed ones are in no list and are only found by their id.
 */
export async function findOrders(table: Table, query: OrderQuery): Promise<readonly FoundOrder[]> {
  const named = await findNamed(table, query);
  if (named !== undefined) return meets(named, query) ? [showFound(named)] : [];
  const found: FoundOrder[] = [];
  const { account, limit } = query;
  for await (const item of mergeNewest(table, [indexes.open(account), indexes.delivered(account)])) {
    const record = parseOrderRecord(item);
    if (meets(record, query)) found.push(showFound(record));
    if (found.length >= limit) break;
  }
  return found;
}

async function findNamed(table: Table, { account, name }: OrderQuery): Promise<OrderRecord | undefined> {
  if (name === undefined) return undefined;
  const item = await table.get(keys.order(account, name));
  return item && parseOrderRecord(item);
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
  return { orderId, externalId, status, changedAt, heldFor: held?.reason ?? null, path: held?.path ?? null };
}
