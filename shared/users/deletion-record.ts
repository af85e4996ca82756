import { keys } from '../ledger/keys.ts';
import type { Table } from '../ledger/table.ts';
import type { OrderOwner } from './activity.ts';
import type { ListedUser } from './listed-user.ts';
import type { Reason } from './plan/cleanup-plan.ts';
import type { LeaverCase } from './user-record.ts';

/** What is written of somebody before they are deleted, shape 1: enough to invite them again and to find their orders. */
export interface DeletionRecord {
  readonly v: 1;
  readonly account: string;
  readonly planId: string;
  readonly writtenAt: string;
  readonly approver: string;
  readonly policyHash: string;
  readonly rosterVersion: string | null;
  readonly user: ListedUser;
  readonly addresses: readonly string[];
  readonly reasons: readonly Reason[];
  readonly leaver: LeaverCase | null;
  readonly markedAt: string | null;
  readonly orders: readonly OwnedOrder[];
}

export type OwnedOrder = Pick<OrderOwner, 'orderId' | 'address' | 'at'>;

export function deletionRecordKey(account: string, userId: string, planId: string): string {
  return `deletions/${account}/${userId}/${planId}.json`;
}

/** Every order of a person, under all their addresses, oldest first within each. */
export async function loadOwnedOrders(
  table: Table,
  account: string,
  addresses: readonly string[],
): Promise<OwnedOrder[]> {
  const orders: OwnedOrder[] = [];
  for (const address of addresses) {
    let after: string | undefined;
    do {
      const page = await table.listByTime(keys.ordersOf(account, address), { after });
      for (const { data } of page.items) {
        const { orderId, at } = data as OrderOwner;
        orders.push({ orderId, address, at });
      }
      after = page.next;
    } while (after !== undefined);
  }
  return orders;
}
