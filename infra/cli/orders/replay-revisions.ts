import { loadAccountSettings } from '../../../shared/accounts/account-settings.ts';
import { loadProgress } from '../../../shared/delivery/delivery-progress.ts';
import { isPaused } from '../../../shared/delivery/destination-state.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { loadContent } from '../../../shared/orders/revision-content.ts';
import { listRevisions, type RevisionItem } from '../../../shared/orders/revision-item.ts';
import { parseDate } from '../parse-date.ts';
import { type ChosenRevision, chooseLatest, passesFilter } from './choose-revision.ts';
import { describeReplayed, type Replay, type ReplayDeps, type ReplayedDelivery } from './replay.ts';
import { type HistoryRequest, type ReplayManners, replayHistory } from './replay-history.ts';

export interface ReplayRequest extends Omit<HistoryRequest, 'since'> {
  /** One order, with one of its revisions or its latest; left out, the history since `since`. */
  readonly orderId?: string | undefined;
  readonly sequence?: string | undefined;
  readonly since?: string | undefined;
}

/**
 * Stored content under the delivery id it always had, never a fresh read, and what the destination's filter lets through
 * alone. One order goes out at once; history yields to live work.
 * @throws Error where nothing is stored, while the destination is paused, and where it would pass over the revision.
 */
export async function replayRevisions(deps: ReplayDeps & ReplayManners, request: ReplayRequest): Promise<Replay> {
  const { orderId, since, destination } = request;
  await refusePaused(deps.table, destination);
  const replay =
    orderId === undefined
      ? await replayHistory(deps, { ...request, since: parseSince(since) })
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
  deps: ReplayDeps,
  orderId: string,
  request: ReplayRequest,
): Promise<readonly ReplayedDelivery[]> {
  const { account, sequence, destination, execute } = request;
  const { labels } = await loadAccountSettings(deps.table, account);
  const made = await listRevisions(deps.table, account, orderId);
  const chosen = await (sequence === undefined
    ? chooseLatest(
        made,
        (content) => passesFilter(content, request.filter, labels),
        ({ contentKey }) => loadContent(deps.revisions, contentKey),
      )
    : chooseNamed(made, sequence, labels, deps, request));
  if (chosen === undefined) return [];
  if (execute) await deps.send(chosen.content);
  return [describeReplayed(chosen.revision, chosen.content, destination)];
}

/** @throws Error where the destination would never have got it, or would pass over it now. */
async function chooseNamed(
  made: readonly RevisionItem[],
  sequence: string,
  labels: readonly string[],
  { table, revisions }: ReplayDeps,
  { account, destination, filter }: ReplayRequest,
): Promise<ChosenRevision | undefined> {
  const revision = made.find((one) => one.sequence === sequence);
  if (revision === undefined) return undefined;
  const content = await loadContent(revisions, revision.contentKey);
  if (!passesFilter(content, filter, labels)) throw new Error(`the filter of ${destination} leaves ${sequence} out`);
  const { lastSequence } = await loadProgress(table, account, revision.orderId, destination);
  if (lastSequence !== null && sequence < lastSequence)
    throw new Error(`${destination} has ${lastSequence} of this order already and passes over earlier revisions`);
  return { revision, content };
}

function parseSince(since: string | undefined): string {
  if (since === undefined) throw new TypeError('name an order, or a day with --since 2026-01-31');
  return parseDate('--since', since);
}
