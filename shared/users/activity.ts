import { keys } from '../ledger/keys.ts';
import { StaleItemError, type StoredItem, type Table } from '../ledger/table.ts';
import { normalizeAddress } from './address.ts';

/** Orders that one address made: shape 1. */
export interface AddressActivity {
  readonly v: 1;
  readonly address: string;
  readonly orders: number;
  readonly lastOrderId: string;
  /** ISO instant at which the newest of them was made. */
  readonly lastAt: string;
}

export interface OrderMade {
  /** `created_by` as CubiCasa shows it; null where it shows nobody. */
  readonly address: string | null;
  readonly orderId: string;
  /** ISO instant at which the order was made. */
  readonly at: string;
}

/** Stands for orders without an address: they prove that somebody unknown is at work. */
export const NOBODY = '-';

/** Whose an order is, shape 1; beside the order, and listed by address through the time index. */
export interface OrderOwner {
  readonly v: 1;
  readonly orderId: string;
  readonly address: string;
  readonly at: string;
  /** Addresses that the order showed later on: in doubt it is theirs too. */
  readonly later?: readonly string[];
}

/** Counts an order once for its address, however often it is told; an address it takes on later counts as active too. */
export async function recordActivity(table: Table, account: string, made: OrderMade): Promise<void> {
  const address = made.address === null ? NOBODY : normalizeAddress(made.address) || NOBODY;
  const owner: OrderOwner = { v: 1, orderId: made.orderId, address, at: made.at };
  const fresh = await saveOwner(table, account, owner);
  await updateActivity(table, account, owner, fresh ? 1 : 0);
}

async function saveOwner(table: Table, account: string, owner: OrderOwner): Promise<boolean> {
  const index = { partition: keys.ordersOf(account, owner.address), at: owner.at };
  try {
    await table.put({ ...keys.orderOwner(account, owner.orderId), data: owner, index }, 'absent');
    return true;
  } catch (error) {
    if (!(error instanceof StaleItemError)) throw error;
    await addLaterAddress(table, account, owner);
    return false;
  }
}

async function addLaterAddress(table: Table, account: string, { orderId, address }: OrderOwner): Promise<void> {
  const key = keys.orderOwner(account, orderId);
  for (;;) {
    const item = await table.get(key);
    if (item === undefined) return;
    const owner = item.data as OrderOwner;
    const addresses = addressesOf(owner);
    if (addresses.includes(address)) return;
    const data: OrderOwner = { ...owner, later: [...addresses.slice(1), address] };
    try {
      await table.put({ ...key, data, ...(item.index === undefined ? {} : { index: item.index }) }, item.rev);
      return;
    } catch (error) {
      if (!(error instanceof StaleItemError)) throw error;
    }
  }
}

/** Everybody whose an order may be, the first address it showed first. */
export function addressesOf({ address, later = [] }: OrderOwner): readonly string[] {
  return [address, ...later];
}

async function updateActivity(table: Table, account: string, owner: OrderOwner, orders: number): Promise<void> {
  const key = keys.activity(account, owner.address);
  for (;;) {
    const item = await table.get(key);
    const before = item === undefined ? undefined : parseActivity(item);
    const after = addOrder(before, owner, orders);
    if (before !== undefined && JSON.stringify(after) === JSON.stringify(before)) return;
    try {
      await table.put({ ...key, data: after }, item?.rev ?? 'absent');
      return;
    } catch (error) {
      if (!(error instanceof StaleItemError)) throw error;
    }
  }
}

function addOrder(before: AddressActivity | undefined, owner: OrderOwner, orders: number): AddressActivity {
  const { address, orderId, at } = owner;
  if (before === undefined) return { v: 1, address, orders: Math.max(1, orders), lastOrderId: orderId, lastAt: at };
  const newer = at > before.lastAt ? { lastOrderId: orderId, lastAt: at } : {};
  return { ...before, ...newer, orders: before.orders + orders };
}

/** @throws TypeError for a version this code does not know. */
export function parseActivity(item: StoredItem): AddressActivity {
  const activity = item.data as AddressActivity;
  if (activity.v !== 1) throw new TypeError(`activity in ${item.pk} has an unknown version`);
  return activity;
}
