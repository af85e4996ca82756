import { indexes, keys } from '../ledger/keys.ts';
import { listPartition } from '../ledger/list-partition.ts';
import type { Table } from '../ledger/table.ts';
import { parseBaseline } from '../orders/baseline.ts';
import { parseOrderRecord } from '../orders/order-record.ts';
import { type AddressActivity, addressesOf, type OrderOwner, parseActivity } from './activity.ts';
import { loadActivityCheck } from './activity-check.ts';
import { addDays } from './days.ts';
import type { Activity } from './plan/cleanup-knowledge.ts';

const OPEN_DAYS = 30;
/** Long enough for order-fan-out to read what a sweep listed as open, however often it has to try. */
const SEEN_OPEN_DAYS = 1;

/** What the ledger knows of who made orders. `now` is in Unix milliseconds. */
export async function loadActivity(table: Table, account: string, now: number): Promise<Activity> {
  const byAddress = new Map<string, AddressActivity>();
  for await (const item of listPartition(table, keys.activityPartition(account))) {
    byAddress.set(item.sk, parseActivity(item));
  }
  const baseline = parseBaseline(await table.get(keys.baseline(account)));
  const check = await loadActivityCheck(table, account);
  const withOpenOrder = await loadOpenOwners(table, account, now);
  for (const one of byAddress.values()) if (isSeenOpen(one, now)) withOpenOrder.add(one.address);
  return {
    byAddress,
    complete: baseline !== undefined && baseline.completedAt !== null,
    draftCarries: check?.draftCarries ?? null,
    withOpenOrder,
  };
}

/** A sweep saw an open order of theirs that nobody may have read yet. */
function isSeenOpen({ seenOpenAt }: AddressActivity, now: number): boolean {
  return seenOpenAt !== undefined && Date.parse(seenOpenAt) > addDays(now, -SEEN_OPEN_DAYS);
}

async function loadOpenOwners(table: Table, account: string, now: number): Promise<Set<string>> {
  const since = new Date(addDays(now, -OPEN_DAYS)).toISOString();
  const owners = new Set<string>();
  let after: string | undefined;
  do {
    const page = await table.listByTime(indexes.open(account), { since, after });
    const orderIds = page.items.map((item) => parseOrderRecord(item).orderId);
    const items = await table.getMany(orderIds.map((orderId) => keys.orderOwner(account, orderId)));
    for (const { data } of items) for (const address of addressesOf(data as OrderOwner)) owners.add(address);
    after = page.next;
  } while (after !== undefined);
  return owners;
}
