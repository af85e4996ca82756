import { isPaused } from '../../../shared/delivery/destination-state.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { loadContent } from '../../../shared/orders/revision-content.ts';
import { listRevisions, type RevisionItem } from '../../../shared/orders/revision-item.ts';
import { describeReplayed, type Replay, type ReplayDeps, type ReplayedDelivery } from './replay.ts';
import { type HistoryRequest, type ReplayManners, replayHistory } from './replay-history.ts';

export interface ReplayRequest extends Omit<HistoryRequest, 'since'> {
  /** One order, with one of its revisions or its latest; left out, the history since `since`. */
  readonly orderId?: string | undefined;
  readonly sequence?: string | undefined;
  readonly since?: string | undefined;
}

/**
 * Stored content under the delivery id it always had, never a fresh read. One order goes out at once; history yields to
 * live work.
 * @throws Error where nothing is stored, or while the destination is paused.
 */
export async function replayRevisions(deps: ReplayDeps & ReplayManners, request: ReplayRequest): Promise<Replay> {
  const { orderId, since, execute, destination } = request;
  if (execute) await refusePaused(deps.table, destination);
  const replay =
    orderId === undefined
      ? await replayHistory(deps, { ...request, since: parseDay(since) })
      : { deliveries: await replayOrder(deps, orderId, request), stopped: null };
  if (replay.deliveries.length > 0 || replay.stopped !== null) return replay;
  throw new Error('there is no revision to replay: see `relay orders show`');
}

/** On the queue of a paused one it would overtake what was noted, or be noted again. */
async function refusePaused(table: Table, destination: string): Promise<void> {
  if (!isPaused(await table.get(keys.destination(destination)))) return;
  throw new Error(`${destination} is paused: \`relay destinations resume ${destination}\` first`);
}

async function replayOrder(
  { table, revisions, send }: ReplayDeps,
  orderId: string,
  { account, sequence, destination, execute }: ReplayRequest,
): Promise<readonly ReplayedDelivery[]> {
  const revision = chooseRevision(await listRevisions(table, account, orderId), sequence);
  if (revision === undefined) return [];
  const content = await loadContent(revisions, revision.contentKey);
  if (execute) await send(content);
  return [describeReplayed(revision, content, destination)];
}

function chooseRevision(revisions: readonly RevisionItem[], sequence: string | undefined): RevisionItem | undefined {
  return sequence === undefined ? revisions.at(-1) : revisions.find((revision) => revision.sequence === sequence);
}

function parseDay(since: string | undefined): string {
  const at = Date.parse(since ?? '');
  if (Number.isNaN(at)) throw new TypeError('name an order, or a day with --since 2026-01-31');
  return new Date(at).toISOString();
}
