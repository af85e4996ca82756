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
  /** ISO instant at which a sweep last listed a changed order of theirs as open. */
  readonly seenOpenAt?: string;
}

export interface OrderMade {
  /** `created_by` as CubiCasa shows it; null where it shows nobody. */
  readonly address: string | null;
  readonly orderId: string;
  /** ISO instant at which the order was made. */
  readonly at: string;
  /** ISO instant at which a sweep listed it as open: for whoever reads no more of it than that. */
  readonly seenOpenAt?: string;
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
  const shown: OrderOwner = { v: 1, orderId: made.orderId, address, at: made.at };
  const { owner, isNew } = await keepOwner(table, account, shown);
  await changeActivity(table, account, address, (before) => addOrder(before, shown, isNew ? 1 : 0));
  const { seenOpenAt } = made;
  if (seenOpenAt === undefined) return;
  for (const one of addressesOf(owner)) {
    await changeActivity(table, account, one, (before) => before && { ...before, seenOpenAt });
  }
}

interface KeptOwner {
  readonly owner: OrderOwner;
  readonly isNew: boolean;
}

async function keepOwner(table: Table, account: string, owner: OrderOwner): Promise<KeptOwner> {
  const index = { partition: keys.ordersOf(account, owner.address), at: owner.at };
  try {
    await table.put({ ...keys.orderOwner(account, owner.orderId), data: owner, index }, 'absent');
    return { owner, isNew: true };
  } catch (error) {
    if (!(error instanceof StaleItemError)) throw error;
    return { owner: await addLaterAddress(table, account, owner), isNew: false };
  }
}

async function addLaterAddress(table: Table, account: string, shown: OrderOwner): Promise<OrderOwner> {
  const key = keys.orderOwner(account, shown.orderId);
  for (;;) {
    const item = await table.get(key);
    if (item === undefined) return shown;
    const owner = item.data as OrderOwner;
    const addresses = addressesOf(owner);
    if (addresses.includes(shown.address)) return owner;
    const data: OrderOwner = { ...owner, later: [...addresses.slice(1), shown.address] };
    try {
      await table.put({ ...key, data, ...(item.index === undefined ? {} : { index: item.index }) }, item.rev);
      return data;
    } catch (error) {
      if (!(error instanceof StaleItemError)) throw error;
    }
  }
}

/** Everybody whose an order may be, the first address it showed first. */
export function addressesOf({ address, later = [] }: OrderOwner): readonly string[] {
  return [address, ...later];
}

type ChangeActivity = (before: AddressActivity | undefined) => AddressActivity | undefined;

async function changeActivity(table: Table, account: string, address: string, change: ChangeActivity): Promise<void> {
  const key = keys.activity(account, address);
  for (;;) {
    const item = await table.get(key);
    const before = item === undefined ? undefined : parseActivity(item);
    const after = change(before);
    if (JSON.stringify(after) === JSON.stringify(before)) return;
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
