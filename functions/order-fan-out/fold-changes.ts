import type { OrderChange } from '../../shared/orders/order-change.ts';

/** A message in hand: its change, the id its failure is reported under, and its message group. */
export interface ReceivedChange {
  readonly messageId: string;
  readonly groupId: string;
  readonly change: OrderChange;
}

/** Everything in hand that asks for one look at one order. */
export interface FoldedOrder {
  readonly account: string;
  readonly orderId: string;
  readonly groupId: string;
  readonly messageIds: readonly string[];
  readonly changes: readonly OrderChange[];
}

/** One look serves all messages in hand for an order: they are hints, and the read shows the whole state. */
export function foldChanges(received: readonly ReceivedChange[]): FoldedOrder[] {
  const folded = Map.groupBy(received, ({ change }) => JSON.stringify([change.account, change.orderId]));
  return [...folded.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const { account, orderId } = first.change;
    const messageIds = all.map(({ messageId }) => messageId);
    return [{ account, orderId, groupId: first.groupId, messageIds, changes: all.map(({ change }) => change) }];
  });
}
