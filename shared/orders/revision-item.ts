import { indexes, keys } from '../ledger/keys.ts';
import { listTimes } from '../ledger/list-times.ts';
import type { StoredItem, Table } from '../ledger/table.ts';
import type { RevisionKind } from './revision-kind.ts';

/** One revision in the ledger's index; its event lies in the revisions bucket. Shape 1. */
export interface RevisionItem {
  readonly v: 1;
  readonly account: string;
  readonly orderId: string;
  readonly sequence: string;
  readonly hash: string;
  readonly kind: RevisionKind;
  readonly contentKey: string;
  /** ISO instant of the claim. */
  readonly at: string;
  readonly destinations: readonly string[];
  /** Found by a sweep on a transition that has a webhook: `suspected` until ten minutes passed without one. */
  readonly repair: 'suspected' | 'confirmed' | null;
}

export function parseRevisionItem(item: StoredItem): RevisionItem {
  const revision = item.data as RevisionItem;
  if (revision.v !== 1) throw new TypeError(`revision ${item.pk} ${item.sk} has an unknown version`);
  return revision;
}

/** Writing it twice is writing it once: a crash before the settle repeats it. */
export async function saveRevisionItem(table: Table, revision: RevisionItem): Promise<void> {
  const { account, orderId, sequence, at } = revision;
  const index = { partition: indexes.revisions(account), at };
  await table.put({ ...keys.revision(account, orderId, sequence), data: revision, index }, 'any');
}

/** The revisions of one order, oldest first. */
export async function listRevisions(table: Table, account: string, orderId: string): Promise<RevisionItem[]> {
  const { items } = await table.list(keys.orderPartition(account, orderId), { prefix: 'revision#' });
  return items.map(parseRevisionItem);
}

/** Each order with a revision since an ISO instant, by when its latest was claimed, oldest first. */
export async function listRevisedOrders(table: Table, account: string, since: string): Promise<Map<string, string>> {
  const latest = new Map<string, string>();
  for await (const item of listTimes(table, indexes.revisions(account), { since })) {
    const { orderId, at } = parseRevisionItem(item);
    latest.delete(orderId);
    latest.set(orderId, at);
  }
  return latest;
}
