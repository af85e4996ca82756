import { keys } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { type DraftMatch, parseDraftMatch, saveDraftMatch } from '../../../shared/orders/draft-match.ts';
import { orderChangeMessage } from '../../../shared/orders/order-change.ts';
import { parseOrderRecord } from '../../../shared/orders/order-record.ts';
import type { Queue } from '../../../shared/queue/queue.ts';
import { requestIdOf } from '../../../shared/queue/request-id.ts';

export interface LinkDeps {
  readonly table: Table;
  readonly orderChanges: Queue;
  readonly now: () => number;
}

/** Pairs that wait for a person. */
export async function listProposals(table: Table, account: string): Promise<readonly DraftMatch[]> {
  const { items } = await table.list(keys.draftMatches(account));
  return items.flatMap((item) => parseDraftMatch(item) ?? []).filter(({ state }) => state === 'proposed');
}

/** The order goes by the draft's external id from its next look on, which is asked for at once. @throws Error for an unknown draft. */
export async function linkDraft(
  { table, orderChanges, now }: LinkDeps,
  { account, draftId, orderId }: Pick<DraftMatch, 'account' | 'draftId' | 'orderId'>,
): Promise<DraftMatch> {
  const draft = await table.get(keys.order(account, draftId));
  if (draft === undefined) throw new Error(`the ledger knows no draft ${draftId} of account ${account}`);
  const { externalId } = parseOrderRecord(draft);
  const at = new Date(now()).toISOString();
  const match: DraftMatch = { v: 1, account, orderId, draftId, externalId, state: 'linked', at };
  await saveDraftMatch(table, match);
  const change = { v: 1, account, orderId, cause: 'agenda', at } as const;
  await orderChanges.send(orderChangeMessage(change, requestIdOf('link', draftId, orderId, at)));
  return match;
}
