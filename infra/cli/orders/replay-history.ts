import { loadAccountSettings } from '../../../shared/accounts/account-settings.ts';
import type { DestinationFilter } from '../../../shared/delivery/destination.ts';
import type { OrderEventContent } from '../../../shared/orders/revision-content.ts';
import { listRevisedOrders, listRevisions, type RevisionItem } from '../../../shared/orders/revision-item.ts';
import type { Bucket } from '../../../shared/storage/bucket.ts';
import { type ChosenRevision, chooseLatest, passesFilter } from './choose-revision.ts';
import { describeReplayed, type Replay, type ReplayDeps, type ReplayedDelivery } from './replay.ts';
import type { ReplayPace } from './replay-pace.ts';

/** What a replay of many orders goes by; left out, it goes on without a pause. */
export interface ReplayManners {
  /** Yields to live work: see `createReplayPace`. */
  readonly pace?: ReplayPace;
  /** True once the operator wants it to stop. */
  readonly isInterrupted?: () => boolean;
  /** Hears how far it is, now and then: from `since` on a replay that was killed would go on. */
  readonly tell?: (progress: { readonly sent: number; readonly since: string }) => void;
}

export interface HistoryRequest {
  readonly account: string;
  readonly destination: string;
  /** ISO instant: orders with a revision claimed since. */
  readonly since: string;
  /** ISO instant: what was claimed later went out by itself. */
  readonly until?: string | undefined;
  readonly filter?: DestinationFilter | undefined;
  readonly execute: boolean;
}

const TELL_EVERY = 50;

/**
 * Of every order that changed since, the latest revision that the destination's filter lets through: open and removed
 * orders too, the longest unchanged first.
 */
export async function replayHistory(deps: ReplayDeps & ReplayManners, request: HistoryRequest): Promise<Replay> {
  const { labels } = await loadAccountSettings(deps.table, request.account);
  const deliveries: ReplayedDelivery[] = [];
  for (const [orderId, at] of await listRevisedOrders(deps.table, request.account, request.since)) {
    const because = deps.isInterrupted?.() === true ? 'interrupted' : await replayNext(orderId, at);
    if (because !== undefined) return { deliveries, stopped: { because, since: at } };
  }
  return { deliveries, stopped: null };

  async function replayNext(orderId: string, at: string): Promise<string | undefined> {
    try {
      if ((await choose(orderId, labels, deps, request)) === undefined) return undefined;
      if (request.execute && deps.pace !== undefined && !(await deps.pace())) return 'the queue stays full';
      // Anew, since a revision that came while the queue was full went out by itself.
      const chosen = await choose(orderId, labels, deps, request);
      if (chosen === undefined) return undefined;
      if (request.execute) await deps.send(chosen.content);
      deliveries.push(describeReplayed(chosen.revision, chosen.content, request.destination));
      if (request.execute && deliveries.length % TELL_EVERY === 0) deps.tell?.({ sent: deliveries.length, since: at });
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}

async function choose(
  orderId: string,
  labels: readonly string[],
  { table, revisions }: ReplayDeps,
  { account, filter, until }: HistoryRequest,
): Promise<ChosenRevision | undefined> {
  const chosen = await chooseLatest(
    await listRevisions(table, account, orderId),
    (content) => passesFilter(content, filter, labels),
    (revision) => loadStored(revisions, revision),
  );
  return until !== undefined && chosen !== undefined && chosen.revision.at > until ? undefined : chosen;
}

/** Nothing where it is past its retention. */
async function loadStored(revisions: Bucket, { contentKey }: RevisionItem): Promise<OrderEventContent | undefined> {
  const text = await revisions.get(contentKey);
  return text === undefined ? undefined : (JSON.parse(text) as OrderEventContent);
}
