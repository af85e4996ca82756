import { deliveryId, type EventContent } from '../../../shared/delivery/event.ts';
import { indexes } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { parseOrderRecord } from '../../../shared/orders/order-record.ts';
import { loadContent } from '../../../shared/orders/revision-content.ts';
import { listRevisions, type RevisionItem } from '../../../shared/orders/revision-item.ts';
import type { Bucket } from '../../../shared/storage/bucket.ts';

export interface ReplayDeps {
  readonly table: Table;
  readonly revisions: Bucket;
  /** Puts content on the destination's queue under a deduplication id of this request. */
  readonly send: (content: EventContent) => Promise<void>;
}

/** One delivery that a replay sends, or would send. */
export interface ReplayedDelivery {
  readonly orderId: string;
  readonly sequence: string;
  readonly kind: string;
  readonly deliveryId: string;
}

export interface ReplayRequest {
  readonly account: string;
  readonly destination: string;
  /** One order, with one of its revisions or its latest; left out, the latest of every order delivered since `since`. */
  readonly orderId?: string | undefined;
  readonly sequence?: string | undefined;
  readonly since?: string | undefined;
  readonly execute: boolean;
}

/** Stored content under the delivery id it always had, never a fresh read. @throws Error where nothing is stored. */
export async function replayRevisions(deps: ReplayDeps, request: ReplayRequest): Promise<readonly ReplayedDelivery[]> {
  const replayed: ReplayedDelivery[] = [];
  for await (const orderId of selectOrders(deps.table, request)) {
    const revision = chooseRevision(await listRevisions(deps.table, request.account, orderId), request);
    if (revision === undefined) continue;
    replayed.push(await replay(revision, deps, request));
  }
  if (replayed.length === 0) throw new Error('there is no revision to replay: see `relay orders show`');
  return replayed;
}

async function replay(revision: RevisionItem, deps: ReplayDeps, request: ReplayRequest): Promise<ReplayedDelivery> {
  const content = await loadContent(deps.revisions, revision.contentKey);
  if (request.execute) await deps.send(content);
  const { orderId, sequence, kind } = revision;
  return { orderId, sequence, kind, deliveryId: deliveryId(content, request.destination) };
}

function chooseRevision(revisions: readonly RevisionItem[], { sequence }: ReplayRequest): RevisionItem | undefined {
  return sequence === undefined ? revisions.at(-1) : revisions.find((revision) => revision.sequence === sequence);
}

async function* selectOrders(table: Table, { account, orderId, since }: ReplayRequest): AsyncGenerator<string> {
  if (orderId !== undefined) {
    yield orderId;
    return;
  }
  if (since === undefined) throw new TypeError('name an order, or a day with --since');
  let after: string | undefined;
  do {
    const page = await table.listByTime(indexes.delivered(account), { since: new Date(since).toISOString(), after });
    for (const item of page.items) yield parseOrderRecord(item).orderId;
    after = page.next;
  } while (after !== undefined);
}
