import { keys } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { type DraftMatch, parseDraftMatch, saveDraftMatch } from '../../../shared/orders/draft-match.ts';
import { orderChangeMessage } from '../../../shared/orders/order-change.ts';
import type { Queue } from '../../../shared/queue/queue.ts';
import { requestIdOf } from '../../../shared/queue/request-id.ts';
import { requireOrder } from './require-order.ts';

export interface LinkDeps {
  readonly table: Table;
  readonly orderChanges: Queue;
  readonly now: () => number;
}

export type LinkRequest = Pick<DraftMatch, 'account' | 'draftId' | 'orderId'>;

/** Pairs that wait for a person. */
export async function listProposals(table: Table, account: string): Promise<readonly DraftMatch[]> {
  const { items } = await table.list(keys.draftMatches(account));
  return items.flatMap((item) => parseDraftMatch(item) ?? []).filter(({ state }) => state === 'proposed');
}

/** The link as it would be kept. @throws Error for a draft or an order that the ledger does not know, or a pair of one. */
export async function planLink(
  { table, now }: Pick<LinkDeps, 'table' | 'now'>,
  { account, draftId, orderId }: LinkRequest,
): Promise<DraftMatch> {
  if (draftId === orderId) throw new Error(`${orderId} cannot be its own draft: name a draft and another order`);
  const { externalId } = await requireOrder(table, account, draftId);
  await requireOrder(table, account, orderId);
  return { v: 1, account, orderId, draftId, externalId, state: 'linked', at: new Date(now()).toISOString() };
}

/** The order goes by the draft's external id from its next look on, which is asked for at once. @throws Error as `planLink`. */
export async function linkDraft(deps: LinkDeps, request: LinkRequest): Promise<DraftMatch> {
  const match = await planLink(deps, request);
  await saveDraftMatch(deps.table, match);
  const { account, draftId, orderId, at } = match;
  const change = { v: 1, account, orderId, cause: 'agenda', at } as const;
  await deps.orderChanges.send(orderChangeMessage(change, requestIdOf('link', draftId, orderId, at)));
  return match;
}
